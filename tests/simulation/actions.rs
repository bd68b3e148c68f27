//! What people do: one random action at a time, sensible or not.

use dormouse::chat::Seq;
use dormouse::chat::client_frames::FromClient;
use dormouse::objects::conversation::calls::Join;

use crate::world::{ObjectRef, World};

/// The most tabs and inboxes that are open in one world.
const CLIENTS: usize = 40;
/// How many people have the first group open in many tabs each.
const CROWD: usize = 4;

impl World {
    pub fn act(&mut self) {
        let person = self.dice.index(self.accounts.len());
        let conversation = self.dice.index(self.conversations.len());
        if self.crowded && self.dice.one_in(15) {
            return self.burst(person % CROWD, 0);
        }
        match self.dice.below(100) {
            0..=3 => self.tab_action(Self::repeat),
            4..=8 => self.tab_action(Self::change_a_message),
            9..=33 => self.tab_action(|world, nth| {
                let body = world.words();
                world.post(nth, body);
            }),
            34..=37 => self.tab_action(Self::toggle_focus),
            38..=40 => self.tab_action(|world, nth| world.say_frame(nth, &FromClient::Typing)),
            41..=44 => self.tab_action(|world, nth| {
                let seq = Seq(world.dice.below(80));
                world.say_frame(nth, &FromClient::Seen { seq });
            }),
            45..=52 => self.open_tab(person, conversation),
            53..=55 => self.client_action(|world, nth| {
                world.close_cleanly(nth);
                world.clients[nth].over = world.dice.one_in(2);
                world.reconnect(nth);
            }),
            56..=58 => self.client_action(|world, nth| {
                world.faults.count("client killed");
                world.cut(nth);
                world.clients[nth].over = true;
            }),
            59..=61 => self.tab_action(|world, nth| world.clients[nth].stalled = true),
            62..=65 => self.read_on(),
            66..=70 => self.post_or_repeat(person, conversation),
            71 => self.burst(person, conversation),
            72..=85 => self.ask_about(person, conversation),
            86..=90 => self.toggle_inbox(person),
            91 | 92 => self.open_some_direct(person),
            93..=95 => self.open_some_inbox(person),
            96 if self.dice.one_in(2) => self.take_some_name(person),
            96 => drop(self.ask_for_inbox(person)),
            97 if self.dice.one_in(4) => self.expire_session(person),
            97 => self.sign_somebody_out(person),
            _ => self.say_nonsense(),
        }
    }

    fn words(&mut self) -> String {
        let long = if self.dice.one_in(50) { 2_000 } else { 1 };
        format!("words {}", self.dice.below(1_000)).repeat(long)[..]
            .chars()
            .take(8_000)
            .collect()
    }

    /// Does something on a tab that is connected, if there is one.
    fn tab_action(&mut self, action: impl FnOnce(&mut Self, usize)) {
        let tabs = self.connected(|place| matches!(place, ObjectRef::Conversation(_)));
        if let Some(nth) = self.dice.pick(&tabs) {
            action(self, *nth);
        }
    }

    fn client_action(&mut self, action: impl FnOnce(&mut Self, usize)) {
        let clients = self.connected(|_| true);
        if let Some(nth) = self.dice.pick(&clients) {
            action(self, *nth);
        }
    }

    pub fn connected(&self, wanted: impl Fn(ObjectRef) -> bool) -> Vec<usize> {
        let it = self.clients.iter().enumerate();
        it.filter(|(_, client)| client.socket.is_some() && wanted(client.place))
            .map(|(nth, _)| nth)
            .collect()
    }

    fn toggle_focus(&mut self, nth: usize) {
        let tab = &mut self.clients[nth].tab;
        tab.focused = !tab.focused;
        let focused = tab.focused;
        self.say_frame(
            nth,
            &FromClient::Focus {
                focused,
                seen: None,
            },
        );
    }

    pub fn open_tab(&mut self, person: usize, conversation: usize) {
        if self.connected(|_| true).len() < CLIENTS
            && let Some(session) = self.dice.pick(&self.accounts[person].sessions).cloned()
        {
            let nth = self.new_client(person, session, ObjectRef::Conversation(conversation));
            self.connect(nth);
        }
    }

    pub fn open_some_inbox(&mut self, person: usize) {
        if self.connected(|_| true).len() < CLIENTS
            && let Some(session) = self.dice.pick(&self.accounts[person].sessions).cloned()
        {
            self.open_inbox(person, session);
        }
    }

    fn open_some_direct(&mut self, person: usize) {
        let other = self.dice.index(self.accounts.len());
        if let Some(conversation) = self.open_direct(person, other) {
            self.open_tab(person, conversation);
        }
    }

    fn read_on(&mut self) {
        let stalled: Vec<_> = (0..self.clients.len())
            .filter(|nth| self.clients[*nth].stalled)
            .collect();
        if let Some(nth) = self.dice.pick(&stalled) {
            self.faults.count("ack lost by a stall");
            self.unstall(*nth);
        }
    }

    /// Posts over HTTP. Half of the time it repeats an earlier `client_id`, with the same body or
    /// another.
    fn post_or_repeat(&mut self, person: usize, conversation: usize) {
        if self.dice.one_in(2) || self.client_ids == 0 {
            let (name, body) = (self.new_client_id(), self.words());
            return self.post_by_request(person, conversation, name, body);
        }
        let name = format!("m{}", 1 + self.dice.below(self.client_ids));
        if let Some(name) = dormouse::chat::ClientId::parse(&name) {
            let body = format!("words {}", self.dice.below(3));
            self.post_by_request(person, conversation, name, body);
        }
    }

    /// Posts several messages within some milliseconds, over HTTP or from open tabs. Then the
    /// instance may lose its memory before it has sent them.
    fn burst(&mut self, person: usize, conversation: usize) {
        let place = ObjectRef::Conversation(conversation);
        let tabs = self.connected(|theirs| theirs == place);
        for _ in 0..=self.dice.below(6) {
            let body = self.words();
            if let Some(nth) = self.some_tab(&tabs) {
                self.post(nth, body);
            } else {
                let name = self.new_client_id();
                self.post_by_request(person, conversation, name, body);
            }
        }
        if self.chaos && self.dice.one_in(3) {
            let wait = self.dice.below(15);
            self.run_for(wait);
            self.forget(place);
        }
    }

    /// Picks one of these tabs, half of the time.
    fn some_tab(&mut self, tabs: &[usize]) -> Option<usize> {
        let tab = self.dice.pick(tabs).copied();
        tab.filter(|_| self.dice.one_in(2))
    }

    /// Sends an invalid frame: it must cost nothing but a refusal.
    fn say_nonsense(&mut self) {
        let tabs = self.connected(|place| matches!(place, ObjectRef::Conversation(_)));
        let Some(nth) = self.dice.pick(&tabs).copied() else {
            return;
        };
        let nonsense = [
            "",
            "ping",
            "{",
            r#"{"type":"post"}"#,
            r#"{"type":"seen","seq":-1}"#,
            "null",
        ];
        let text = self.dice.pick(&nonsense).map_or("", |text| text);
        self.send_text(nth, text.to_owned());
    }
}

impl World {
    /// Opens so many tabs in the first group that the object sends messages in batches.
    pub fn crowd(&mut self) {
        self.crowded = true;
        for nth in 0..CROWD * 30 {
            let person = nth % CROWD;
            if let Some(principal) = self.principal(person) {
                self.request(person, 0, &Join { principal });
            }
            if let Some(session) = self.accounts[person].sessions.get(nth % 2).cloned() {
                let tab = self.new_client(person, session, ObjectRef::Conversation(0));
                self.connect(tab);
            }
        }
    }
}

//! Worlds without faults. These tests measure what must be cheap, bounded or quick.

use dormouse::chat::client_frames::FromClient;
use dormouse::chat::limits::{LAG_MAX, WINDOW_BYTES};
use dormouse::chat::{SessionId, Visibility};
use dormouse::objects::conversation::calls::{Get, Join, Leave};
use dormouse::store::inbox;

use crate::world::{ObjectRef, World};

/// The bytes of the frame with the longest message, rounded up.
const LONGEST: usize = 8_400;

impl World {
    /// One public group with this many people; the first one owns it.
    pub fn group_of(people: usize) -> Self {
        let mut world = Self::new(1, people);
        world.create(0, Visibility::Public);
        for person in 1..people {
            world.join(person);
        }
        world.run_for(60_000);
        world
    }

    pub fn join(&mut self, person: usize) {
        let principal = self.principal(person).expect("signed in");
        self.request(person, 0, &Join { principal });
    }

    pub fn leave(&mut self, person: usize) {
        let principal = self.principal(person).expect("signed in");
        self.request(person, 0, &Leave { principal });
    }

    pub fn session(&self, person: usize) -> SessionId {
        self.accounts[person].sessions[0].clone()
    }

    /// Opens the group in a tab and waits until the tab is live.
    pub fn tab(&mut self, person: usize) -> usize {
        let tab = self.new_client(person, self.session(person), ObjectRef::Conversation(0));
        self.connect(tab);
        self.run_for(1_000);
        assert!(self.clients[tab].tab.is_live());
        tab
    }

    pub fn say_by_request(&mut self, person: usize, chars: usize) {
        let name = self.new_client_id();
        self.post_by_request(person, 0, name, "x".repeat(chars));
    }

    pub fn focus(&mut self, tab: usize) {
        self.say_frame(
            tab,
            &FromClient::Focus {
                focused: true,
                seen: None,
            },
        );
    }

    pub fn alarms_set(&self) -> u64 {
        self.conversations
            .iter()
            .map(|conversation| conversation.object.host.body().alarms_set.get())
            .sum()
    }

    fn is_served(&self, tab: usize) -> bool {
        let sockets = self.conversations[0].object.host.body().sockets.borrow();
        self.clients[tab]
            .socket
            .is_some_and(|socket| sockets.contains_key(&socket))
    }
}

#[test]
fn a_stalled_reader_has_at_most_one_window_under_way_and_catches_up_in_full() {
    let mut world = World::group_of(3);
    let (bens, cleos) = (world.tab(1), world.tab(2));
    world.clients[bens].stalled = true;
    for _ in 0..1_500 {
        world.say_by_request(0, 8_000);
        world.run_for(20);
        let most = usize::try_from(WINDOW_BYTES).expect("a few MiB") + LONGEST;
        assert!(
            world.unread_bytes(bens) <= most,
            "{} bytes wait for one reader",
            world.unread_bytes(bens)
        );
    }
    let head = world.conversations[0].head.0;
    assert_eq!(
        world.clients[cleos].tab.last,
        Some(head),
        "other readers do not wait for the stalled one"
    );
    world.unstall(bens);
    world.run_for(10_000);
    assert_eq!(
        (world.clients[bens].tab.last, world.clients[bens].tab.lags),
        (Some(head), 1)
    );
    assert!(world.clients[bens].tab.is_live());
}

#[test]
fn a_reader_who_lags_while_the_object_sleeps_resumes_at_their_cursor() {
    let mut world = World::group_of(2);
    let bens = world.tab(1);
    world.clients[bens].stalled = true;
    for _ in 0..700 {
        world.say_by_request(0, 8_000);
    }
    world.run_for(20_000);
    world.sleep(ObjectRef::Conversation(0));
    assert!(!world.is_awake(ObjectRef::Conversation(0)));
    world.unstall(bens);
    world.run_for(10_000);
    assert_eq!(
        world.clients[bens].tab.last,
        Some(world.conversations[0].head.0)
    );
}

#[test]
fn a_reader_who_stays_stalled_is_closed_and_resumes_at_their_cursor() {
    let mut world = World::group_of(2);
    let bens = world.tab(1);
    world.clients[bens].stalled = true;
    for _ in 0..600 {
        world.say_by_request(0, 8_000);
    }
    world.run_for(LAG_MAX - 5_000);
    assert!(
        world.is_served(bens),
        "the object closed the socket too soon"
    );
    world.run_for(10_000);
    assert!(
        !world.is_served(bens),
        "the socket lagged for longer than LAG_MAX and is still open"
    );
    world.unstall(bens);
    world.run_for(10_000);
    assert_eq!(
        world.clients[bens].tab.last,
        Some(world.conversations[0].head.0)
    );
}

#[test]
fn while_everyone_has_the_group_focused_a_message_costs_one_insert_and_nothing_else() {
    let mut world = World::group_of(5);
    for person in 0..5 {
        let tab = world.tab(person);
        world.focus(tab);
    }
    world.run_for(30_000);
    let places = |world: &World| {
        (0..5)
            .map(ObjectRef::User)
            .chain([ObjectRef::Conversation(0)])
            .flat_map(|place| world.host(place).body().sql.take_writes())
            .collect::<Vec<_>>()
    };
    places(&world);
    let (calls, alarms) = (world.calls.clone(), world.alarms_set());
    for _ in 0..20 {
        world.post(0, "hello".to_owned());
        world.run_for(100);
    }
    assert_eq!(places(&world), vec!["INSERT INTO messages"; 20]);
    assert_eq!(
        (&world.calls, world.alarms_set()),
        (&calls, alarms),
        "a message makes no call and sets no alarm"
    );
}

#[test]
fn a_busy_conversation_sends_members_without_focus_a_bounded_number_of_updates() {
    let mut world = World::group_of(4);
    let annas = world.tab(0);
    world.focus(annas);
    world.open_inbox(1, world.session(1));
    world.run_for(30_000);
    world.inbox_updates.clear();
    // Anna posts from a focused tab, Dora over HTTP without any tab: 1,000 messages in a minute.
    for _ in 0..500 {
        world.post(annas, "hello".to_owned());
        world.run_for(60);
        world.say_by_request(3, 5);
        world.run_for(60);
    }
    // Updates leave at once, then after 2, 4, 8 and 16 s. The sixth is due after 62 s.
    for (person, most) in [(0, 1), (1, 5), (2, 5), (3, 31)] {
        assert!(
            world.updates_to(person) <= most,
            "person {person} got {} updates",
            world.updates_to(person)
        );
    }
    world.run_for(120_000);
    let inbox = &world.clients.last().expect("ben's inbox").inbox;
    let unread: Vec<_> = inbox.values().map(|entry| entry.unread).collect();
    assert_eq!(
        unread,
        [1_000],
        "in the end Ben's inbox counts all messages"
    );
}

#[test]
fn a_member_alone_in_a_group_gets_a_bounded_number_of_updates_for_their_own_posts() {
    let mut world = World::group_of(1);
    world.inbox_updates.clear();
    for _ in 0..1_000 {
        world.say_by_request(0, 5);
        world.run_for(60);
    }
    let updates = world.inbox_updates.values().sum::<u64>();
    assert!(updates <= 9, "{updates} updates in a minute");
}

#[test]
fn a_read_cursor_stays_where_it_is_while_others_post_and_the_object_loses_its_memory() {
    // Both members are programs that post over HTTP, so neither has a socket.
    let mut world = World::group_of(2);
    let read = |world: &mut World| {
        let principal = world.principal(0).expect("signed in");
        let id = world.conversations[0].id.clone();
        let overview = world.ask_conversation(&id, &Get { principal });
        overview
            .and_then(Result::ok)
            .and_then(|it| it.you)
            .expect("anna")
            .read
    };
    for _ in 0..100 {
        world.say_by_request(0, 5);
    }
    let own = read(&mut world);
    for nth in 0..170 {
        world.say_by_request(1, 5);
        if nth % 10 == 0 {
            world.forget(ObjectRef::Conversation(0));
        }
        assert_eq!(read(&mut world), own, "after {nth} messages from Ben");
    }
    world.run_for(60_000);
    world.ask_for_inbox(0);
    world.run_for(1_000);
    let known = inbox::get(world.sql(ObjectRef::User(0)), &world.conversations[0].id);
    let known = known.expect("readable").expect("known").summary;
    assert_eq!((known.read, known.posts - known.read_posts), (own, 170));
}

#[test]
fn a_fault_between_storing_and_sending_costs_no_socket_its_place_in_the_log() {
    let mut world = World::group_of(2);
    let (annas, bens) = (world.tab(0), world.tab(1));
    // Ben's last message is about to be too old to be found in the log's end.
    world.post(bens, "first".to_owned());
    for _ in 0..70 {
        world.run_for(600);
        for after in 0..3 {
            let conversation = world.host(ObjectRef::Conversation(0)).clone();
            conversation.body().sql.fail_after(after);
            world.post(annas, "more".to_owned());
            world.run_for(30);
            conversation.body().sql.heal();
        }
    }
    world.run_for(60_000);
    let head = world.conversations[0].head.0;
    for tab in [annas, bens] {
        assert_eq!(world.clients[tab].tab.last, Some(head));
        assert!(world.clients[tab].tab.is_live());
    }
}

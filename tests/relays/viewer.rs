//! A viewer at a relay: a careful client, which believes nothing that the protocol does not promise.

use std::collections::{BTreeMap, VecDeque};

use dormouse::chat::frames::{FromClient, ResetReason, ToClient};
use dormouse::chat::{ClientId, Event, Seq, SessionId, What};
use dormouse::objects::host::SocketId;

use crate::relay::TAIL;
use crate::wires::Spoken;
use crate::world::{Due, World};

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Phase {
    #[default]
    Away,
    CatchingUp,
    Live,
}

pub struct Viewer {
    pub person: usize,
    pub session: SessionId,
    pub knock: Option<SocketId>,
    pub wire: Option<SocketId>,
    /// The relay it was last routed to.
    pub relay: Option<usize>,
    /// Its person closed it, or it was told not to come back.
    pub over: bool,
    pub last: Option<u64>,
    epoch: Option<String>,
    phase: Phase,
    /// The cursor was bad on purpose.
    expects: Option<ResetReason>,
    pub pending: VecDeque<Post>,
    posts: u64,
    /// Where its posts came to stand, by their number: its own order.
    placed: BTreeMap<u64, u64>,
    told: Option<Post>,
    unacked: usize,
    ack_after: usize,
}

/// Something said that has not come back yet.
#[derive(Clone)]
pub struct Post {
    number: u64,
    client_id: ClientId,
    body: String,
}

impl Viewer {
    pub fn new(person: usize, session: SessionId) -> Self {
        Self {
            person,
            session,
            knock: None,
            wire: None,
            relay: None,
            over: false,
            last: None,
            epoch: None,
            phase: Phase::Away,
            expects: None,
            pending: VecDeque::new(),
            posts: 0,
            placed: BTreeMap::new(),
            told: None,
            unacked: 0,
            ack_after: usize::MAX,
        }
    }

    pub fn disconnected(&mut self) {
        self.phase = Phase::Away;
    }

    pub fn is_live(&self) -> bool {
        self.phase == Phase::Live
    }

    /// How many of its posts came before the first that is unanswered.
    pub fn oldest_pending(&self) -> u64 {
        self.posts - self.pending.len() as u64
    }
}

impl World {
    /// Where a viewer wants to go on: mostly where it was, now and then earlier, or where nothing can be.
    pub fn cursor(&mut self, nth: usize) -> (Option<String>, Option<String>) {
        let fate = if self.chaos { self.dice.below(24) } else { 99 };
        let back = self.dice.below(60);
        let viewer = &mut self.viewers[nth];
        viewer.expects = None;
        let Some(last) = viewer.last else {
            return (None, None);
        };
        let (mut since, mut epoch) = (last.to_string(), viewer.epoch.clone());
        match fate {
            0 => (since, viewer.expects) = ((last + 100_000).to_string(), Some(ResetReason::Future)),
            1 => (epoch, viewer.expects) = (Some("another".to_owned()), Some(ResetReason::Epoch)),
            2 => (since, viewer.expects) = ("garbage".to_owned(), Some(ResetReason::Garbage)),
            3 => {
                viewer.last = None;
                return (None, None);
            }
            4..=6 => {
                // Another tab of the same person, say, that was closed for a while.
                viewer.last = Some(last.saturating_sub(back));
                since = last.saturating_sub(back).to_string();
                if back > TAIL as u64 {
                    self.faults.count("viewer resumed from long ago");
                }
            }
            _ => {}
        }
        (Some(since), epoch)
    }

    /// A viewer hears a frame.
    pub fn read(&mut self, nth: usize, Spoken { text, frame }: &Spoken) {
        let viewer = &mut self.viewers[nth];
        viewer.unacked += text.len();
        match frame {
            ToClient::Welcome(welcome) => {
                assert_eq!(viewer.phase, Phase::Away, "welcome comes once");
                assert_eq!(welcome.you.user, self.people[viewer.person].person.id);
                viewer.phase = Phase::CatchingUp;
                viewer.ack_after = usize::try_from(welcome.ack_after).unwrap_or(usize::MAX);
                viewer.epoch = Some(welcome.conversation.epoch.clone());
            }
            ToClient::Reset { reason } => {
                assert_eq!(viewer.expects.take(), Some(*reason), "an unfounded reset");
                viewer.last = None;
                self.faults.count("viewer reset");
            }
            ToClient::Events { events } => return self.read_events(nth, events),
            ToClient::Live { head } => return self.read_live(nth, head.0),
            ToClient::Posted { event } => self.read_echo(nth, event),
            ToClient::Lagging { .. } => {
                self.faults.count("viewer lagged");
                if self.chaos && self.dice.one_in(4) {
                    return self.lie(nth);
                }
                return self.ack(nth);
            }
            ToClient::Error(complaint) => {
                let fair = ["internal", "client_id_reused"];
                assert!(fair.contains(&complaint.code.as_str()), "refused: {complaint:?}");
                viewer
                    .pending
                    .retain(|post| complaint.client_id.as_ref() != Some(&post.client_id));
            }
            frame => panic!("a relay says {frame:?}"),
        }
        self.ack_if_due(nth);
    }

    fn read_events(&mut self, nth: usize, events: &[Event]) {
        assert!(!events.is_empty(), "an empty frame of events");
        for event in events {
            let viewer = &mut self.viewers[nth];
            assert_ne!(viewer.phase, Phase::Away, "welcome comes first");
            assert_eq!(viewer.expects, None, "events instead of a reset");
            if viewer.last.is_some_and(|last| event.seq.0 != last + 1) {
                let what = format!("{:?} follows {:?}", event.seq, viewer.last);
                return self.mend(nth, &what);
            }
            viewer.last = Some(event.seq.0);
            if event.is_message() && event.author == self.people[viewer.person].person.id {
                self.read_echo(nth, event);
            }
        }
        self.ack_if_due(nth);
    }

    /// Only where a relay lost its memory may a client be asked where it is, and an old ack be taken for the answer.
    fn mend(&mut self, nth: usize, what: &str) {
        let wire = &self.wires[&self.viewers[nth].wire.expect("it heard on it")];
        assert!(wire.bereft, "a gap although nothing was lost: {what}");
        self.faults.count("viewer mended a gap");
        self.leave(nth);
        self.come_back(nth);
    }

    fn read_live(&mut self, nth: usize, head: u64) {
        let viewer = &mut self.viewers[nth];
        assert_eq!(viewer.expects, None, "live instead of a reset");
        if viewer.last != Some(head) {
            let what = format!("live at {head} with {:?}", viewer.last);
            return self.mend(nth, &what);
        }
        if viewer.phase == Phase::CatchingUp {
            viewer.phase = Phase::Live;
            for post in viewer.pending.clone() {
                self.say_post(nth, post);
            }
        }
        self.ack_if_due(nth);
    }

    fn read_echo(&mut self, nth: usize, event: &Event) {
        self.ledger.note_acked(event);
        let viewer = &mut self.viewers[nth];
        let What::Message { client_id, .. } = &event.what else {
            return;
        };
        let Some(at) = viewer
            .pending
            .iter()
            .position(|post| post.client_id == *client_id)
        else {
            return;
        };
        let Some(post) = viewer.pending.remove(at) else {
            return;
        };
        viewer.placed.insert(post.number, event.seq.0);
        viewer.told = Some(post);
        let refused_some = self.room.host.body().sql.failures() > 0;
        assert!(
            refused_some || viewer.placed.values().is_sorted(),
            "one's own messages came out of order: {:?}",
            viewer.placed
        );
        self.faults.count("post acknowledged");
    }

    fn ack_if_due(&mut self, nth: usize) {
        if self.viewers[nth].unacked >= self.viewers[nth].ack_after {
            self.ack(nth);
        }
    }

    fn ack(&mut self, nth: usize) {
        self.viewers[nth].unacked = 0;
        if let Some(last) = self.viewers[nth].last {
            self.say(nth, &FromClient::Ack { seq: Seq(last) });
        }
    }

    /// A client that claims to have what it has not, say to be spared its own going. It may only lose by it.
    fn lie(&mut self, nth: usize) {
        self.faults.count("viewer lied about where it is");
        let seq = self.head();
        self.say(nth, &FromClient::Ack { seq });
    }

    pub fn say(&mut self, nth: usize, frame: &FromClient) {
        let text = serde_json::to_string(frame).expect("frames can be spelled");
        if let Some(socket) = self.viewers[nth].wire {
            self.say_up(socket, text);
        }
    }

    fn say_post(&mut self, nth: usize, post: Post) {
        let (posts, client_id, body) = (post.number, post.client_id, post.body);
        self.say(nth, &FromClient::Post { client_id, body });
        let (viewer, knock) = (nth, None);
        self.in_ms(10_000, Due::Doubt { viewer, knock, posts });
    }

    /// Says something, keeping it until its echo comes.
    pub fn post(&mut self, nth: usize, body: String) {
        self.names += 1;
        let client_id = ClientId::parse(&format!("tab-{}", self.names)).expect("a good client id");
        let viewer = &mut self.viewers[nth];
        viewer.posts += 1;
        let number = viewer.posts;
        let post = Post {
            number,
            client_id,
            body,
        };
        viewer.pending.push_back(post.clone());
        if viewer.is_live() {
            self.say_post(nth, post);
        }
    }

    /// Says what was acknowledged once more: it stays the same message.
    pub fn repeat(&mut self, nth: usize) {
        if let Some(post) = self.viewers[nth].told.clone() {
            self.say_post(nth, post);
        }
    }
}

//! A tab on a conversation. It is a careful client: it relies on nothing that the protocol does not
//! promise.

use std::collections::{BTreeMap, VecDeque};

use dormouse::chat::client_frames::FromClient;
use dormouse::chat::frames::{ResetReason, ToClient, Welcome};
use dormouse::chat::limits::WELCOME_MEMBERS;
use dormouse::chat::{ClientId, Draft, Event, EventKind, Message, UserId, people_in};

use crate::client::{DecodedFrame, Frame};
use crate::dice::Dice;
use crate::profiles::Names;
use crate::world::{ObjectRef, World};

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Phase {
    #[default]
    Away,
    Opening,
    CatchingUp,
    Live,
}

#[derive(Default)]
pub struct Tab {
    pub last: Option<u64>,
    epoch: Option<String>,
    phase: Phase,
    /// It sent a bad cursor on purpose and expects this reset.
    expects: Option<ResetReason>,
    pub pending: VecDeque<Post>,
    /// How many posts it has made so far. A doubt about an earlier post compares against it.
    pub posts: u64,
    /// The `seq` of each acknowledged post by its number, to check that its own posts keep their
    /// order.
    placed: BTreeMap<u64, u64>,
    /// Its last acknowledged post.
    pub last_acked: Option<Post>,
    unacked: usize,
    ack_after: usize,
    /// How many `lagging` frames it got.
    pub lags: u32,
    /// How many frames of events it has read.
    pub frames: u64,
    pub focused: bool,
    /// The people whom it has seen, with their profiles.
    pub names: Names,
}

/// A post whose echo has not arrived.
#[derive(Clone)]
pub struct Post {
    pub number: u64,
    pub client_id: ClientId,
    pub body: String,
}

impl Tab {
    pub fn disconnected(&mut self) {
        self.phase = Phase::Away;
        self.focused = false;
    }

    pub fn is_live(&self) -> bool {
        self.phase == Phase::Live
    }

    /// The cursor to resume at. Now and then it is one that no server accepts.
    pub fn cursor(&mut self, dice: &mut Dice) -> (Option<String>, Option<String>) {
        self.phase = Phase::Opening;
        self.expects = None;
        let Some(last) = self.last else {
            return (None, None);
        };
        let (since, epoch) = (last.to_string(), self.epoch.clone());
        let (since, epoch, expects) = match dice.below(20) {
            0 => ((last + 1_000).to_string(), epoch, Some(ResetReason::Future)),
            1 => (since, Some("another".to_owned()), Some(ResetReason::Epoch)),
            2 => ("garbage".to_owned(), epoch, Some(ResetReason::Garbage)),
            3 => (
                (u64::MAX / 1_024).to_string(),
                epoch,
                Some(ResetReason::Garbage),
            ),
            _ => (since, epoch, None),
        };
        self.expects = expects;
        (Some(since), epoch)
    }
}

impl World {
    pub fn read_frame(&mut self, nth: usize, decoded: &DecodedFrame) {
        match &decoded.frame {
            Frame::Conversation(frame) => self.read_conversation_frame(nth, frame, decoded.bytes),
            Frame::User(frame) => self.read_user_frame(nth, frame),
        }
    }

    fn read_conversation_frame(&mut self, nth: usize, frame: &ToClient, bytes: usize) {
        let me = self.person(self.clients[nth].person).id.clone();
        let tab = &mut self.clients[nth].tab;
        tab.unacked += bytes;
        if !matches!(frame, ToClient::Welcome(_)) {
            assert_ne!(
                tab.phase,
                Phase::Opening,
                "welcome comes first, not {frame:?}"
            );
        }
        match frame {
            ToClient::Welcome(welcome) => {
                let shown = welcome.members.iter().map(|one| &one.user);
                tab.names.seen(shown, &welcome.profiles);
                tab.welcomed(&me, welcome, bytes);
            }
            ToClient::Reset { reason } => {
                assert_eq!(
                    (tab.phase, tab.expects.take()),
                    (Phase::CatchingUp, Some(*reason)),
                    "a reset without a reason"
                );
                tab.last = None;
            }
            ToClient::Page(page) => {
                assert_eq!((tab.phase, tab.expects), (Phase::CatchingUp, None));
                assert_eq!(tab.last, None, "a page although the cursor was good");
                tab.last = Some(page.to.0);
                tab.names.seen(people_in(&page.items), &page.profiles);
            }
            ToClient::Events { events, profiles } => {
                tab.names.seen(people_in(events), profiles);
                return self.read_events(nth, &me, events);
            }
            ToClient::Live { head } => return self.read_live(nth, head.0),
            ToClient::Posted { event } => return self.read_ack(nth, event),
            ToClient::Lagging { .. } => {
                tab.lags += 1;
                return self.ack(nth);
            }
            ToClient::Error(body) => {
                let code = body.code.as_str();
                let allowed = ["too_fast", "internal", "client_id_reused", "bad_request"];
                let of_acts = ["not_allowed", "no_such_message", "message_deleted"];
                let is_of_act = body.request.is_some() && of_acts.contains(&code);
                assert!(allowed.contains(&code) || is_of_act, "refused: {body:?}");
                tab.pending
                    .retain(|post| body.client_id.as_ref() != Some(&post.client_id));
            }
            ToClient::Mine { .. } | ToClient::Done { .. } => {}
            ToClient::Typing { user, .. }
            | ToClient::Presence { user, .. }
            | ToClient::Read { user, .. } => {
                assert_ne!(*user, me, "a frame about the reader: {frame:?}");
            }
        }
        self.ack_if_due(nth);
    }

    fn read_events(&mut self, nth: usize, me: &UserId, events: &[Event]) {
        assert!(!events.is_empty(), "an empty frame of events");
        self.clients[nth].tab.frames += 1;
        for event in events {
            let tab = &mut self.clients[nth].tab;
            assert_eq!(tab.expects, None, "events instead of a reset");
            if let Some(last) = tab.last.filter(|last| event.seq.0 != last + 1) {
                return self.mend_gap(nth, &format!("{} follows {last}", event.seq));
            }
            tab.last = Some(event.seq.0);
            let out = match &event.kind {
                EventKind::Left => event.author == *me,
                EventKind::Removed(subject) => subject.user == *me,
                _ => false,
            };
            assert!(
                !(out && tab.is_live()),
                "a former member gets the event that they are out: {event:?}"
            );
            if event.is_message() && event.author == *me {
                self.read_ack(nth, event);
            }
        }
        self.ack_if_due(nth);
    }

    /// Reconnects after a gap. Only frames that were lost with an object's memory can cause one.
    fn mend_gap(&mut self, nth: usize, what: &str) {
        let place = self.clients[nth].place;
        let ObjectRef::Conversation(conversation) = place else {
            panic!("{what}")
        };
        let object = &self.conversations[conversation].object;
        let failed = object.host.body().sql.failures() > 0;
        assert!(
            object.forgot || failed,
            "a gap without any lost frames: {what}"
        );
        self.faults.count("gap seen and mended");
        self.cut(nth);
        self.reconnect(nth);
    }

    fn read_live(&mut self, nth: usize, head: u64) {
        let tab = &mut self.clients[nth].tab;
        assert_eq!(tab.expects, None, "live instead of a reset");
        if tab.last.unwrap_or(0) != head {
            let what = format!("live at {head} with only {:?}", tab.last);
            return self.mend_gap(nth, &what);
        }
        if tab.phase == Phase::CatchingUp {
            tab.phase = Phase::Live;
            let pending: Vec<_> = tab.pending.iter().cloned().collect();
            for Post {
                client_id, body, ..
            } in pending
            {
                self.say_frame(nth, &FromClient::Post(Draft::new(client_id, body)));
            }
        }
        self.ack_if_due(nth);
    }

    fn read_ack(&mut self, nth: usize, event: &Event) {
        let ObjectRef::Conversation(conversation) = self.clients[nth].place else {
            return;
        };
        self.conversations[conversation].ledger.note_acked(event);
        // Two faults may change the order. A failed disk refuses one post and stores the next. An
        // object loses its memory with a waiting post while the socket stays open.
        let object = &self.conversations[conversation].object;
        let may_reorder = object.forgot || object.host.body().sql.failures() > 0;
        let tab = &mut self.clients[nth].tab;
        let EventKind::Message(Message { client_id, .. }) = &event.kind else {
            return;
        };
        let Some(at) = tab
            .pending
            .iter()
            .position(|post| post.client_id == *client_id)
        else {
            return;
        };
        let Some(post) = tab.pending.remove(at) else {
            return;
        };
        tab.placed.insert(post.number, event.seq.0);
        assert!(
            may_reorder || tab.placed.values().is_sorted(),
            "the tab's own messages are out of order: {:?}",
            tab.placed
        );
        if tab.placed.len() > 8 {
            tab.placed.pop_first();
        }
        tab.last_acked = Some(post);
    }

    fn ack_if_due(&mut self, nth: usize) {
        let tab = &self.clients[nth].tab;
        if tab.unacked >= tab.ack_after {
            self.ack(nth);
        }
    }

    pub fn ack(&mut self, nth: usize) {
        self.clients[nth].tab.unacked = 0;
        if let Some(last) = self.clients[nth].tab.last {
            self.say_frame(
                nth,
                &FromClient::Ack {
                    seq: dormouse::chat::Seq(last),
                },
            );
        }
    }

    pub fn say_frame(&mut self, nth: usize, frame: &FromClient) {
        let text = serde_json::to_string(frame).expect("frames can be spelled");
        self.send_text(nth, text);
    }
}

impl Tab {
    fn welcomed(&mut self, me: &UserId, welcome: &Welcome, bytes: usize) {
        assert_eq!(self.phase, Phase::Opening, "welcome comes once");
        assert_eq!(welcome.you.user, *me);
        let (members, count) = (&welcome.members, welcome.member_count as usize);
        assert_eq!(members.len(), count.min(WELCOME_MEMBERS));
        assert!(members.len() < count || members.iter().any(|one| one.user == *me));
        assert!(members.is_sorted_by(|one, next| one.handle < next.handle));
        assert!(members.iter().all(|one| one.read <= welcome.head));
        self.phase = Phase::CatchingUp;
        self.epoch = Some(welcome.conversation.epoch.clone());
        self.ack_after = usize::try_from(welcome.ack_after).unwrap_or(usize::MAX);
        self.unacked = bytes;
    }
}

//! Following: the one socket to the conversation, or to the relay before this one. It speaks what every client speaks.

use dormouse::chat::frames::{FromClient, ToClient};
use dormouse::chat::{CloseCode, Event, Millis, Seq};

use super::{Errand, Hop, Relay};

impl Relay {
    /// Opens the hop, if it is not open, from where this relay is in the log.
    pub(super) fn follow(&mut self, wait: Millis) {
        if self.hop != Hop::Cut {
            return;
        }
        self.hop = Hop::Opening;
        let epoch = self.ground.stay().epoch.clone();
        let since = self.cursor;
        self.ground.errand(Errand::Follow { wait, since, epoch });
    }

    /// The hop cannot be trusted any more.
    fn follow_anew(&mut self) {
        self.ground.errand(Errand::Unfollow);
        self.cut();
    }

    /// The hop is gone, or was not let in.
    pub fn cut(&mut self) {
        if self.hop == Hop::Live {
            self.live_at = self.now();
        }
        self.hop = Hop::Cut;
        self.follow(super::AGAIN);
    }

    /// A frame came down the hop.
    pub fn told(&mut self, text: &str) {
        self.unacked += text.len();
        let frame: ToClient = serde_json::from_str(text).expect("frames are of the protocol");
        match frame {
            ToClient::Welcome(welcome) => {
                self.hop = Hop::CatchingUp;
                self.unacked = text.len();
                let epoch = Some(welcome.conversation.epoch.clone());
                let known = std::mem::replace(&mut self.ground.stay().epoch, epoch.clone());
                if known.is_some() && known != epoch {
                    self.lose_the_thread();
                }
                self.welcome = Some(welcome);
            }
            ToClient::Reset { .. } => self.lose_the_thread(),
            ToClient::Events { events } => self.take_in(text, events),
            ToClient::Live { head } if self.cursor == Some(head) => {
                self.hop = Hop::Live;
                self.pump_all();
            }
            ToClient::Live { .. } => self.follow_anew(),
            ToClient::Lagging { .. } => self.ack(),
            // Presence, typing and read notices are off at this size; nothing is posted on this socket.
            ToClient::Posted { .. }
            | ToClient::Read { .. }
            | ToClient::Typing { .. }
            | ToClient::Presence { .. }
            | ToClient::Error(_) => {}
        }
        let ack_after = self.welcome.as_ref().map_or(0, |welcome| welcome.ack_after);
        if self.unacked >= usize::try_from(ack_after).unwrap_or(usize::MAX) {
            self.ack();
        }
    }

    /// Each hop acks for itself: what arrived here is no longer the business of whoever sent it.
    fn ack(&mut self) {
        self.unacked = 0;
        if let Some(seq) = self.cursor {
            let ack = serde_json::to_string(&FromClient::Ack { seq }).expect("frames can be spelled");
            self.ground.errand(Errand::Say(ack));
        }
    }

    /// The log cannot be followed from where this relay was, so it does not know who went meanwhile: nobody keeps a seat.
    fn lose_the_thread(&mut self) {
        self.end_where(CloseCode::Restart, |_| true);
        self.tail.clear();
        (self.cursor, self.ground.stay().cursor) = (None, None);
    }

    fn take_in(&mut self, text: &str, mut events: Vec<Event>) {
        let first = events.first().map(|event| event.seq);
        let Some(cursor) = self.cursor.or(first.map(|first| Seq(first.0 - 1))) else {
            return;
        };
        // A relay before this one that lost its memory may have asked where this one is, and taken an old ack for the answer.
        let known = events.iter().take_while(|event| event.seq <= cursor).count();
        events.drain(..known);
        let Some(last) = events.last().map(|event| event.seq) else {
            return;
        };
        if events.first().is_some_and(|first| first.seq != cursor.next()) {
            return self.follow_anew();
        }
        self.cut_the_gone(cursor, &events);
        if known == 0 {
            self.forward(text, last);
        } else {
            let rest = ToClient::Events {
                events: events.clone(),
            };
            self.forward(
                &serde_json::to_string(&rest).expect("frames can be spelled"),
                last,
            );
        }
        self.tail.push(events);
        if self.cursor.replace(last).is_none() {
            // From now on people may sit here, and a later life must know from where to look for goings.
            self.ground.stay().cursor = Some(last);
        }
        self.pump_all();
    }
}

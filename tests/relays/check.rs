//! What leaves an object is held against what is stored, and against who may hear it, before it is put on the wires.

use std::rc::Rc;

use dormouse::chat::frames::ToClient;
use dormouse::chat::{CloseCode, Event, Seq, UserId};
use dormouse::objects::host::SocketId;

use crate::relay::going;
use crate::wires::{Down, Spoken};
use crate::world::{Place, World};

impl World {
    /// A frame leaves an object.
    pub fn carry(&mut self, place: Place, to: &[SocketId], text: &str) {
        let frame = serde_json::from_str(text).expect("frames are of the protocol");
        self.check_frame(place, to, &frame);
        *self.frames.entry(place).or_default() += to.len();
        let text = text.to_owned();
        let spoken = Rc::new(Spoken { text, frame });
        for socket in to {
            self.push_down(*socket, Down::Frame(Rc::clone(&spoken)));
        }
    }

    fn check_frame(&mut self, place: Place, to: &[SocketId], frame: &ToClient) {
        match frame {
            ToClient::Events { events } => {
                for event in events {
                    self.check_stored(event);
                }
                if let (Place::Relay(_), Some(last)) = (place, events.last()) {
                    for socket in to {
                        self.check_may_hear(*socket, last.seq);
                    }
                }
            }
            ToClient::Posted { event } => self.check_stored(event),
            ToClient::Welcome(welcome) => assert!(welcome.head <= self.head()),
            ToClient::Live { head } => {
                assert!(*head <= self.head(), "live beyond the log");
                let follows = |nth: usize| self.stations[nth].live;
                let fair = !matches!(place, Place::Relay(nth) if !follows(nth));
                assert!(fair, "{place:?} says live and is not");
            }
            _ => {}
        }
        for socket in to {
            let caller = &self.wires[socket].caller;
            assert!(
                !self.told.contains(&caller.session),
                "{} hears {frame:?} in a session that is over everywhere",
                caller.person.handle
            );
        }
    }

    fn check_stored(&mut self, event: &Event) {
        let stored = self
            .log
            .get(usize::try_from(event.seq.0 - 1).expect("a short log"));
        assert_eq!(stored, Some(event), "what is heard is not what is stored");
        self.ledger.note(event);
    }

    /// Whoever goes hears nothing of it or after it, until the conversation vouches for them again.
    fn check_may_hear(&self, socket: SocketId, last: Seq) {
        let user = &self.wires[&socket].caller.person.id;
        let vouched = self.vouched.get(&socket).copied().unwrap_or_default();
        let vouched = vouched.as_it_opened.max(vouched.last);
        let gone = self.gone_after(user, vouched);
        assert!(
            gone.is_none_or(|gone| last < gone),
            "{user:?} went at {gone:?}, was vouched for at {vouched:?}, and hears {last:?}"
        );
    }

    fn gone_after(&self, user: &UserId, seq: Seq) -> Option<Seq> {
        // The entry `seq` stands at `seq - 1`.
        let later = self.log.iter().skip(usize::try_from(seq.0).expect("a short log"));
        later
            .filter(|event| going(event) == Some(user))
            .map(|event| event.seq)
            .next()
    }

    /// A relay closes a socket: nobody is put out who did not go, or signed out who did not.
    pub fn check_close(&mut self, socket: SocketId, code: CloseCode) {
        let caller = self.wires[&socket].caller.clone();
        match code {
            CloseCode::NotAMember => {
                let vouched = self.vouched.get(&socket).copied().unwrap_or_default();
                let gone = self.gone_after(&caller.person.id, vouched.as_it_opened);
                assert!(
                    gone.is_some(),
                    "{} was put out and had not gone",
                    caller.person.handle
                );
                self.faults.count("viewer cut off as they went");
            }
            CloseCode::SignedOut => assert!(self.ended.contains(&caller.session)),
            CloseCode::Restart => self.faults.count("seat closed, to come back"),
            CloseCode::TooSlow => self.faults.count("seat closed, too slow"),
            CloseCode::TooFast | CloseCode::TooLarge => panic!("no relay says that: {code:?}"),
        }
    }
}

//! What leaves an object is held against what is stored and who is in it, then put on the wires.

use std::collections::BTreeSet;
use std::rc::Rc;

use dormouse::chat::UserId;
use dormouse::chat::frames::ToClient;
use dormouse::objects::host::SocketId;

use crate::client::{Down, Frame, Spoken};
use crate::world::{ObjectRef, World};

impl World {
    /// A frame leaves an object: nothing in it may be unstored, and nobody may hear it who is not in it.
    pub fn carry(
        &mut self,
        place: ObjectRef,
        before: &BTreeSet<UserId>,
        to: &[SocketId],
        text: &str,
    ) {
        let frame = match place {
            _ if text == "pong" => return,
            ObjectRef::Conversation(_) => {
                Frame::Conversation(serde_json::from_str(text).expect("frames are of the protocol"))
            }
            ObjectRef::User(_) => {
                Frame::User(serde_json::from_str(text).expect("frames are of the protocol"))
            }
        };
        if let (ObjectRef::Conversation(conversation), Frame::Conversation(frame)) = (place, &frame)
        {
            let home = &mut self.conversations[conversation];
            match frame {
                ToClient::Events { events } => {
                    for event in events {
                        assert!(
                            event.seq <= home.head,
                            "heard before it was stored: {event:?}"
                        );
                        home.ledger.note(event);
                    }
                }
                ToClient::Posted { event } => {
                    assert!(event.seq <= home.head, "heard before it was stored")
                }
                ToClient::Read { seq, .. } => assert!(*seq <= home.head, "read <= head"),
                _ => {}
            }
            let who = |socket| {
                self.wires
                    .get(socket)
                    .map(|wire| self.clients[wire.client].person)
            };
            let home = &self.conversations[conversation];
            for person in to.iter().filter_map(who) {
                let user = &self.accounts[person].person.id;
                let is_in = before.contains(user) || home.members.contains(user);
                assert!(
                    is_in,
                    "{} is not in it and hears {text}",
                    self.accounts[person].person.handle
                );
            }
        }
        let spoken = Rc::new(Spoken {
            frame,
            bytes: text.len(),
        });
        for socket in to {
            self.push_down(*socket, Down::Frame(Rc::clone(&spoken)));
        }
    }
}

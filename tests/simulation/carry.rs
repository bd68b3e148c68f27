//! Frames on their way from an object to its sockets: each is checked against what is stored and
//! who is a member.

use std::collections::BTreeSet;
use std::rc::Rc;

use dormouse::chat::frames::{InboxEntry, ToClient, ToUserClient};
use dormouse::chat::{ConversationId, Seq, UserId};
use dormouse::objects::host::SocketId;

use crate::client::{DecodedFrame, Down, Frame};
use crate::world::{ObjectRef, World};

impl World {
    /// Takes a frame from an object. It must contain nothing unstored, and only members may get it.
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
            let simulated = &mut self.conversations[conversation];
            match frame {
                ToClient::Events { events, .. } => {
                    for event in events {
                        assert!(
                            event.seq <= simulated.head,
                            "sent before it was stored: {event:?}"
                        );
                        simulated.ledger.note(event);
                    }
                }
                ToClient::Page(page) => {
                    assert!(page.to <= simulated.head, "sent before it was stored");
                    page.items
                        .iter()
                        .for_each(|item| simulated.ledger.note(item));
                    simulated.ledger.note_page(page.from, page.to, &page.items);
                }
                ToClient::Posted { event } => {
                    assert!(event.seq <= simulated.head, "sent before it was stored");
                }
                ToClient::Read { seq, .. } => assert!(*seq <= simulated.head, "read <= head"),
                _ => {}
            }
            let who = |socket| {
                self.wires
                    .get(socket)
                    .map(|wire| self.clients[wire.client].person)
            };
            let simulated = &self.conversations[conversation];
            for person in to.iter().filter_map(who) {
                let user = &self.accounts[person].person.id;
                let is_in = before.contains(user) || simulated.members.contains(user);
                assert!(
                    is_in,
                    "{} is not a member and gets {text}",
                    self.accounts[person].person.handle
                );
            }
        }
        self.check_reads(place, to, &frame);
        let decoded = Rc::new(DecodedFrame {
            frame,
            bytes: text.len(),
        });
        for socket in to {
            self.push_down(*socket, Down::Frame(Rc::clone(&decoded)));
        }
    }

    /// No read cursor that an object shows ever moves back, whatever lost its memory in between.
    fn check_reads(&mut self, place: ObjectRef, to: &[SocketId], frame: &Frame) {
        let reads: Vec<(ConversationId, UserId, Seq)> = match (place, frame) {
            (ObjectRef::Conversation(nth), Frame::Conversation(frame)) => {
                let id = self.conversations[nth].id.clone();
                let reads: Vec<_> = match frame {
                    ToClient::Welcome(welcome) => welcome
                        .members
                        .iter()
                        .map(|it| (it.user.clone(), it.read))
                        .collect(),
                    ToClient::Read { user, seq } => vec![(user.clone(), *seq)],
                    _ => Vec::new(),
                };
                reads
                    .into_iter()
                    .map(|(user, read)| (id.clone(), user, read))
                    .collect()
            }
            (ObjectRef::User(nth), Frame::User(frame)) => {
                let user = self.person(nth).id.clone();
                let entries = match frame {
                    ToUserClient::Welcome { inbox, .. } => inbox,
                    ToUserClient::Inbox { entries } => entries,
                    _ => return,
                };
                let read = |it: &InboxEntry| (it.conversation.clone(), user.clone(), it.read);
                entries.iter().map(read).collect()
            }
            _ => return,
        };
        for (conversation, user, read) in reads {
            let known = self.reads.entry((place, conversation, user)).or_default();
            assert!(
                *known <= read,
                "a read cursor moved back at {place:?}: {known} to {read}, sent to {to:?}"
            );
            *known = read;
        }
    }
}

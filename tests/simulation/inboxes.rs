//! A client on the user socket: it keeps what it is told of its person's inbox.

use dormouse::chat::SessionId;
use dormouse::chat::frames::ToUserClient;

use crate::world::{Place, World};

impl World {
    /// Opens somebody's inbox on one of their sessions.
    pub fn open_inbox(&mut self, person: usize, session: SessionId) -> usize {
        let nth = self.new_client(person, session, Place::Desk(person));
        self.connect(nth);
        nth
    }

    pub fn read_desk_frame(&mut self, nth: usize, frame: &ToUserClient) {
        let person = self.person(self.clients[nth].person).clone();
        let client = &mut self.clients[nth];
        match frame {
            ToUserClient::Welcome { you, session, inbox } => {
                assert_eq!((you, session), (&person, &client.session));
                client.inbox = inbox
                    .iter()
                    .map(|entry| (entry.conversation.clone(), entry.clone()))
                    .collect();
                assert_eq!(
                    client.inbox.len(),
                    inbox.len(),
                    "a conversation is in the inbox once"
                );
            }
            ToUserClient::Inbox { entry } => {
                assert!(entry.read <= entry.head, "read <= head: {entry:?}");
                let before = client.inbox.insert(entry.conversation.clone(), entry.clone());
                let went_back =
                    before.is_some_and(|before| before.head > entry.head || before.read > entry.read);
                assert!(!went_back, "the inbox goes back: {entry:?}");
            }
            ToUserClient::Gone { conversation } => {
                let gone = client.inbox.remove(conversation);
                assert!(gone.is_some(), "gone, but was never there");
            }
            ToUserClient::Error(complaint) => panic!("the inbox refuses: {complaint:?}"),
        }
    }
}

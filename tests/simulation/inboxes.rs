//! A client on the user socket that holds its person's inbox. People come online, leave, or read
//! the inbox over HTTP.

use dormouse::chat::SessionId;
use dormouse::chat::frames::ToUserClient;
use dormouse::objects::user::calls::Inbox;

use crate::world::{ObjectRef, World};

impl World {
    /// Opens a person's inbox on one of their sessions.
    pub fn open_inbox(&mut self, person: usize, session: SessionId) -> usize {
        let nth = self.new_client(person, session, ObjectRef::User(person));
        self.connect(nth);
        nth
    }

    /// Whether the person's object has an open socket.
    pub fn is_online(&self, person: usize) -> bool {
        !self.users[person].host.body().sockets.borrow().is_empty()
    }

    /// Closes a person's open inboxes, cleanly or not. Opens one if there is none.
    pub fn toggle_inbox(&mut self, person: usize) {
        let theirs = self.connected(|place| place == ObjectRef::User(person));
        if theirs.is_empty() {
            return self.open_some_inbox(person);
        }
        for nth in theirs {
            if self.dice.one_in(2) {
                self.close_cleanly(nth);
            } else {
                self.faults.count("client killed");
                self.cut(nth);
            }
            self.clients[nth].over = true;
        }
    }

    /// Reads the inbox over HTTP. Returns whether some of it may be out of date.
    pub fn ask_for_inbox(&mut self, person: usize) -> Option<bool> {
        let principal = self.principal(person)?;
        let user = principal.user().clone();
        match self.ask_user(&user, &Inbox { principal })? {
            Ok(page) => Some(page.catching_up),
            other => {
                let failed = self.users[person].host.body().sql.failures() > 0;
                assert!(failed, "no inbox without a fault: {other:?}");
                None
            }
        }
    }

    pub fn read_user_frame(&mut self, nth: usize, frame: &ToUserClient) {
        let person = self.person(self.clients[nth].person).clone();
        let client = &mut self.clients[nth];
        match frame {
            ToUserClient::Welcome {
                you,
                session,
                inbox,
                profile,
            } => {
                assert_eq!((you, session.as_ref()), (&person, Some(&client.session)));
                client.own_profile.clone_from(profile);
                client.inbox = inbox
                    .iter()
                    .map(|entry| (entry.conversation.clone(), entry.clone()))
                    .collect();
                assert_eq!(
                    client.inbox.len(),
                    inbox.len(),
                    "a conversation appears in the inbox once"
                );
            }
            ToUserClient::Inbox { entries } => {
                for entry in entries {
                    assert!(entry.read <= entry.head, "read <= head: {entry:?}");
                    let before = client
                        .inbox
                        .insert(entry.conversation.clone(), entry.clone());
                    let went_back = before
                        .is_some_and(|before| before.head > entry.head || before.read > entry.read);
                    assert!(!went_back, "an inbox entry moves back: {entry:?}");
                }
            }
            ToUserClient::Gone { conversation } => {
                let gone = client.inbox.remove(conversation);
                assert!(
                    gone.is_some(),
                    "`gone` for a conversation that was not in the inbox"
                );
            }
            ToUserClient::Profile(profile) => client.own_profile = Some(profile.clone()),
            ToUserClient::Error(body) => panic!("the inbox refuses: {body:?}"),
        }
    }
}

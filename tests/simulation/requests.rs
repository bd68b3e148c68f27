//! What people ask over HTTP, and what they may be told: each answer is held against who was a member when it was given.

use dormouse::chat::frames::About;
use dormouse::chat::{ClientId, ConversationId, ID_LETTERS, Kind, Refusal, Role, Seq, Visibility};
use dormouse::objects::calls::{Caller, FromConversation, ToConversation};

use crate::world::World;

impl World {
    pub fn caller(&mut self, person: usize) -> Option<Caller> {
        let session = self.dice.pick(&self.accounts[person].sessions).cloned()?;
        Some(Caller {
            person: self.person(person).clone(),
            session,
        })
    }

    /// Asks for somebody; in chaos the request or its answer may be lost.
    pub fn request(
        &mut self,
        person: usize,
        conversation: usize,
        call: &ToConversation,
    ) -> Option<FromConversation> {
        let lost = if self.chaos { self.dice.below(30) } else { 99 };
        if lost == 0 {
            self.faults.count("request lost");
            return None;
        }
        let id = self.conversations[conversation].id.clone();
        let was_in = self.is_member(person, conversation);
        let answer = self.ask_conversation(&id, call)?;
        self.check_answer(person, conversation, was_in, call, &answer);
        if lost == 1 {
            self.faults.count("request's answer lost");
            return None;
        }
        Some(answer)
    }

    fn check_answer(
        &mut self,
        person: usize,
        conversation: usize,
        was_in: bool,
        call: &ToConversation,
        said: &FromConversation,
    ) {
        let id = self.conversations[conversation].id.clone();
        let failed = self.conversations[conversation]
            .object
            .host
            .body()
            .sql
            .failures()
            > 0;
        let hidden = *said
            == FromConversation::Refused {
                refusal: Refusal::NotFound,
            };
        if let FromConversation::Refused {
            refusal: Refusal::Internal,
        } = said
        {
            assert!(failed, "a fault without a fault");
            return;
        }
        let opens = matches!(
            call,
            ToConversation::CreateGroup { .. } | ToConversation::OpenDirect { .. }
        );
        let public = self.is_public(conversation);
        let comes_in = matches!(
            call,
            ToConversation::Join { .. } | ToConversation::Get { .. }
        );
        let may_know = was_in || opens || (public && comes_in);
        if !may_know {
            assert!(
                hidden,
                "{} is not in it and is told {said:?}",
                self.person(person).handle
            );
        }
        let about_others = matches!(call, ToConversation::SetMember { .. });
        assert!(
            !(was_in && hidden && !about_others),
            "a member is told there is nothing: {call:?}"
        );
        if let FromConversation::Posted { event, .. } = said {
            self.conversations[conversation].ledger.note_acked(event);
        }
        if let FromConversation::Events { events, head } = said {
            assert!(events.is_sorted_by_key(|event| event.seq));
            assert!(
                events
                    .windows(2)
                    .all(|pair| pair[0].seq.next() == pair[1].seq),
                "a page has no gaps"
            );
            assert!(events.iter().all(|event| event.seq <= *head));
            for event in events {
                self.conversations[conversation].ledger.note(event);
            }
        }
        if let FromConversation::Conversation {
            about: About { id: theirs, .. },
            ..
        } = said
        {
            assert_eq!(*theirs, id);
        }
    }

    /// Whether strangers may know of it.
    fn is_public(&self, conversation: usize) -> bool {
        let home = &self.conversations[conversation];
        let sql = &home.object.host.body().sql;
        let public = sql
            .query("SELECT 1 FROM about WHERE visibility = 'public'")
            .len()
            == 1;
        home.id.kind() == Kind::Group && public && !home.members.is_empty()
    }

    /// A client was refused at the door as if there were nothing.
    pub fn check_locked_out(&mut self, nth: usize) {
        let client = &mut self.clients[nth];
        client.over = true;
        let crate::world::ObjectRef::Conversation(conversation) = client.place else {
            panic!("locked out of one's own inbox")
        };
        let person = client.person;
        assert!(
            !self.is_member(person, conversation),
            "a member was refused at the door"
        );
    }

    /// Somebody makes a group.
    pub fn found(&mut self, person: usize, visibility: Visibility) -> Option<usize> {
        let id = ConversationId::group(&self.dice.bytes::<ID_LETTERS>());
        let conversation = self.conversation(&id);
        let caller = self.caller(person)?;
        let (title, topic) = (format!("Group {conversation}"), String::new());
        self.request(
            person,
            conversation,
            &ToConversation::CreateGroup {
                caller,
                title,
                topic,
                visibility,
            },
        );
        Some(conversation)
    }

    /// Somebody opens the direct conversation with somebody else.
    pub fn open_direct(&mut self, person: usize, other: usize) -> Option<usize> {
        let id = ConversationId::direct(&self.person(person).id, &self.person(other).id)?;
        let conversation = self.conversation(&id);
        let caller = self.caller(person)?;
        let other = self.person(other).clone();
        self.request(
            person,
            conversation,
            &ToConversation::OpenDirect { caller, other },
        );
        Some(conversation)
    }

    /// Somebody posts without a socket; a repeat of an earlier name is as good as new.
    pub fn post_by_request(
        &mut self,
        person: usize,
        conversation: usize,
        client_id: ClientId,
        body: String,
    ) {
        if let Some(caller) = self.caller(person) {
            self.request(
                person,
                conversation,
                &ToConversation::Post {
                    caller,
                    client_id,
                    body,
                },
            );
        }
    }

    /// Somebody asks something of a conversation, fitting or not.
    pub fn ask_about(&mut self, person: usize, conversation: usize) {
        let Some(caller) = self.caller(person) else {
            return;
        };
        let whom = self.dice.index(self.accounts.len());
        let whom = self.person(whom).clone();
        let seq = Seq(self.dice.below(60));
        let call = match self.dice.below(22) {
            0..=4 => ToConversation::Join { caller },
            5 | 6 => ToConversation::Leave { caller },
            7..=9 => ToConversation::SetMember {
                caller,
                user: whom,
                role: None,
            },
            10..=12 => {
                let role = self
                    .dice
                    .pick(&[Role::Member, Role::Admin, Role::Owner])
                    .copied();
                ToConversation::SetMember {
                    caller,
                    user: whom,
                    role,
                }
            }
            13 | 14 => ToConversation::Remove {
                caller,
                user: whom.id,
            },
            15 | 16 => {
                let title = Some(format!("Title {}", self.dice.below(4)));
                ToConversation::Rename {
                    caller,
                    title,
                    topic: None,
                }
            }
            17 => ToConversation::Events {
                caller,
                before: Some(seq),
                after: None,
                limit: 7,
            },
            18 => ToConversation::Events {
                caller,
                before: None,
                after: Some(seq),
                limit: 0,
            },
            19 => ToConversation::Get { caller },
            20 => ToConversation::Members {
                caller,
                after: None,
            },
            _ => ToConversation::Seen { caller, seq },
        };
        self.request(person, conversation, &call);
    }
}

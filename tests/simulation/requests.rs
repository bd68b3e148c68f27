//! Requests over HTTP. Each answer is checked against the members at that time.

use std::fmt::Debug;

use dormouse::chat::{
    ClientId, ConversationId, Creation, Draft, Event, ID_LETTERS, Kind, Principal, Refusal, Role,
    Seq, Visibility,
};
use dormouse::objects::call::Call;
use dormouse::objects::conversation::calls::{
    CreateGroup, Events, Get, Join, Leave, Members, OpenDirect, Poll, Post, Remove, Rename, Seen,
    SetMember, Timeline,
};
use dormouse::store::conversation::timeline::Place;
use serde_json::Value;

use crate::world::{ObjectRef, World};

impl World {
    pub fn principal(&mut self, person: usize) -> Option<Principal> {
        let session = self.dice.pick(&self.accounts[person].sessions).cloned()?;
        let person = self.person(person).clone();
        let profile = self.profiles.get(&person.id).cloned();
        Some(Principal::Person {
            person,
            session,
            profile,
        })
    }

    /// Sends a person's request. In chaos the request or its answer may be lost.
    pub fn request<C: Call<To = ConversationId> + Debug>(
        &mut self,
        person: usize,
        conversation: usize,
        call: &C,
    ) -> Option<Result<C::Reply, Refusal>> {
        let lost = if self.chaos { self.dice.below(30) } else { 99 };
        if lost == 0 {
            self.faults.count("request lost");
            return None;
        }
        let id = self.conversations[conversation].id.clone();
        let was_in = self.is_member(person, conversation);
        let answer = self.call_conversation(&id, call)?;
        let answer: Result<Value, Refusal> = serde_json::from_str(&answer).expect("an answer");
        self.check_answer(person, conversation, was_in, call, &answer);
        if lost == 1 {
            self.faults.count("request's answer lost");
            return None;
        }
        Some(answer.map(|reply| serde_json::from_value(reply).expect("the reply of this call")))
    }

    fn check_answer<C: Call + Debug>(
        &mut self,
        person: usize,
        conversation: usize,
        was_in: bool,
        call: &C,
        answer: &Result<Value, Refusal>,
    ) {
        let simulated = &self.conversations[conversation];
        let (id, failed) = (
            simulated.id.clone(),
            simulated.object.host.body().sql.failures() > 0,
        );
        if *answer == Err(Refusal::Internal) {
            assert!(failed, "an internal error without a fault");
            return;
        }
        let hidden = *answer == Err(Refusal::NotFound);
        let opens = [CreateGroup::NAME, OpenDirect::NAME].contains(&C::NAME);
        let comes_in = [Join::NAME, Get::NAME].contains(&C::NAME);
        let may_know = was_in || opens || (self.is_public(conversation) && comes_in);
        if !may_know {
            let handle = &self.person(person).handle;
            assert!(hidden, "{handle} is not a member and gets {answer:?}");
        }
        assert!(
            !(was_in && hidden && C::NAME != SetMember::NAME),
            "a member gets `not_found`: {call:?}"
        );
        let Ok(reply) = answer else { return };
        if let Some(event) = reply.get("event") {
            let event: Event = serde_json::from_value(event.clone()).expect("an event");
            self.conversations[conversation].ledger.note_acked(&event);
        }
        if let Some(about) = reply.get("conversation") {
            assert_eq!(about["id"], id.as_str());
        }
        self.check_page(conversation, reply);
    }

    /// A page of the log has no gaps. A page of the timeline holds all messages that it covers.
    fn check_page(&mut self, conversation: usize, reply: &Value) {
        let events_in = |name| {
            let events: Option<Vec<Event>> = reply
                .get(name)
                .map(|it| serde_json::from_value(it.clone()).expect("events"));
            events
        };
        let ledger = &mut self.conversations[conversation].ledger;
        if let Some(events) = events_in("events") {
            let follows = |pair: &[Event]| pair[0].seq.next() == pair[1].seq;
            assert!(events.windows(2).all(follows), "a page has a gap");
            for event in &events {
                ledger.note(event);
            }
        }
        if let Some(items) = events_in("items") {
            let seq = |name: &str| Seq(reply[name].as_u64().expect("a place"));
            let (from, to) = (seq("from"), seq("to"));
            assert!(from.0 <= to.0 + 1 && to <= seq("head"), "{reply}");
            assert!(items.is_sorted_by(|one, next| one.seq < next.seq));
            assert!(items.iter().all(|item| from <= item.seq && item.seq <= to));
            for item in &items {
                ledger.note(item);
            }
            ledger.note_page(from, to, &items);
        }
    }

    /// Whether strangers may know that it exists.
    fn is_public(&self, conversation: usize) -> bool {
        let simulated = &self.conversations[conversation];
        let sql = &simulated.object.host.body().sql;
        let public = sql.query("SELECT 1 FROM about WHERE visibility = 'public'");
        simulated.id.kind() == Kind::Group && public.len() == 1 && !simulated.members.is_empty()
    }

    /// A client got `not_found` when it opened its socket.
    pub fn check_locked_out(&mut self, nth: usize) {
        let client = &mut self.clients[nth];
        client.over = true;
        let ObjectRef::Conversation(conversation) = client.place else {
            panic!("a person was locked out of their own inbox")
        };
        let person = client.person;
        assert!(
            !self.is_member(person, conversation),
            "a member may not open the conversation"
        );
    }

    /// A person creates a group.
    pub fn create(&mut self, person: usize, visibility: Visibility) -> Option<usize> {
        let id = ConversationId::group(&self.dice.bytes::<ID_LETTERS>());
        let conversation = self.conversation_index(&id);
        let creation = Creation {
            title: format!("Group {conversation}"),
            topic: String::new(),
            visibility,
        };
        let principal = self.principal(person)?;
        self.request(
            person,
            conversation,
            &CreateGroup {
                principal,
                creation,
            },
        );
        Some(conversation)
    }

    /// A person opens their direct conversation with another.
    pub fn open_direct(&mut self, person: usize, other: usize) -> Option<usize> {
        let id = ConversationId::direct(&self.person(person).id, &self.person(other).id)?;
        let conversation = self.conversation_index(&id);
        let principal = self.principal(person)?;
        let other = self.person(other).clone();
        let profile = self.profiles.get(&other.id).cloned();
        let call = OpenDirect {
            principal,
            other,
            profile,
        };
        self.request(person, conversation, &call);
        Some(conversation)
    }

    /// A person posts over HTTP. The `client_id` may be new or repeated.
    pub fn post_by_request(
        &mut self,
        person: usize,
        conversation: usize,
        client_id: ClientId,
        body: String,
    ) {
        let draft = Draft::new(client_id, body);
        if let Some(principal) = self.principal(person) {
            self.request(person, conversation, &Post { principal, draft });
        }
    }

    /// A person sends a random request about a conversation, sensible or not.
    pub fn ask_about(&mut self, person: usize, conversation: usize) {
        let Some(principal) = self.principal(person) else {
            return;
        };
        let whom = self.dice.index(self.accounts.len());
        let user = self.person(whom).clone();
        let profile = self.profiles.get(&user.id).cloned();
        let seq = Seq(self.dice.below(60));
        match self.dice.below(26) {
            0..=4 => drop(self.request(person, conversation, &Join { principal })),
            5 | 6 => drop(self.request(person, conversation, &Leave { principal })),
            7..=9 => {
                let role = None;
                drop(self.request(
                    person,
                    conversation,
                    &SetMember {
                        principal,
                        user,
                        role,
                        profile,
                    },
                ));
            }
            10..=12 => {
                let roles = [Role::Member, Role::Admin, Role::Owner];
                let role = self.dice.pick(&roles).copied();
                drop(self.request(
                    person,
                    conversation,
                    &SetMember {
                        principal,
                        user,
                        role,
                        profile,
                    },
                ));
            }
            13 | 14 => {
                let user = user.id;
                drop(self.request(person, conversation, &Remove { principal, user }));
            }
            15 | 16 => {
                let (title, topic) = (Some(format!("Title {}", self.dice.below(4))), None);
                drop(self.request(
                    person,
                    conversation,
                    &Rename {
                        principal,
                        title,
                        topic,
                    },
                ));
            }
            17 => {
                let (after, limit) = (seq, 7);
                drop(self.request(
                    person,
                    conversation,
                    &Events {
                        principal,
                        after,
                        limit,
                    },
                ));
            }
            18..=20 => {
                let place = [Place::Before(seq), Place::After(seq), Place::Around(seq)];
                let place = self.dice.pick(&place).copied().expect("three of them");
                let limit = 1 + u32::try_from(self.dice.below(9)).unwrap_or(0);
                drop(self.request(
                    person,
                    conversation,
                    &Timeline {
                        principal,
                        place,
                        limit,
                    },
                ));
            }
            21 => drop(self.request(person, conversation, &Get { principal })),
            22 => {
                let after = None;
                drop(self.request(person, conversation, &Members { principal, after }));
            }
            23 => {
                let (since, epoch) = (Some(seq.to_string()), None);
                drop(self.request(
                    person,
                    conversation,
                    &Poll {
                        principal,
                        since,
                        epoch,
                    },
                ));
            }
            _ => drop(self.request(person, conversation, &Seen { principal, seq })),
        }
    }
}

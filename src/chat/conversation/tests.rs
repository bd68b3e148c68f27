//! The rules of a conversation, tested as sentences about people. Anna creates the conversation,
//! ben and cleo come in, and dora mostly stays out.

mod changing;
mod comings;
mod creating;
mod goings;
mod mentioning;
mod pinning;
mod posting;
mod profiles;
mod properties;
mod roles;
mod strangers;

use super::*;
use crate::chat::{
    ClientId, Creation, Draft, Handle, ID_LETTERS, Message, RoleChange, SessionId, Subject,
};

const NOON: Millis = 1_790_000_000_000;

/// A conversation that changes command by command, and its log so far.
#[derive(Clone)]
struct Play {
    begin: Conversation,
    now: Conversation,
    log: Vec<Event>,
    clock: Millis,
}

fn person(nth: u8, handle: &str) -> Person {
    let handle = Handle::parse(handle).expect("a valid handle");
    Person {
        id: UserId::from_random(&[nth; ID_LETTERS]),
        handle,
    }
}

/// The person as a principal, with a session.
fn by(person: &Person) -> Principal {
    Principal::Person {
        person: person.clone(),
        session: SessionId::from_random(&[0; ID_LETTERS]),
        profile: None,
    }
}

fn draft(client_id: &str, body: &str) -> Draft {
    let client_id = ClientId::parse(client_id).expect("a valid client id");
    Draft::new(client_id, body.to_owned())
}

fn message(client_id: &str, body: &str) -> Message {
    let Draft {
        client_id, body, ..
    } = draft(client_id, body);
    Message::new(client_id, body)
}

/// Nobody is here.
fn nobody() -> Vec<UserId> {
    Vec::new()
}

fn anna() -> Person {
    person(1, "anna")
}

fn ben() -> Person {
    person(2, "ben")
}

fn cleo() -> Person {
    person(3, "cleo")
}

fn dora() -> Person {
    person(4, "dora")
}

fn owls() -> ConversationId {
    ConversationId::group(&[9; ID_LETTERS])
}

impl Play {
    /// Anna's group.
    fn group(visibility: Visibility) -> Self {
        let what = Creation {
            title: "Night owls".to_owned(),
            topic: "After dark".to_owned(),
            visibility,
        };
        let creation =
            Conversation::create_group(owls(), "epoch".to_owned(), &by(&anna()), &what, NOON)
                .expect("a valid group");
        let mut play = Self::begin(creation.conversation);
        play.take(&creation.outcome);
        play
    }

    fn public() -> Self {
        Self::group(Visibility::Public)
    }

    fn private() -> Self {
        Self::group(Visibility::Private)
    }

    /// The direct conversation of anna and ben.
    fn direct() -> Self {
        let id = ConversationId::direct(&anna().id, &ben().id).expect("two people");
        let creation = Conversation::open_direct(id, "epoch".to_owned(), &by(&anna()), &ben())
            .expect("their own id");
        Self::begin(creation.conversation)
    }

    fn begin(begin: Conversation) -> Self {
        Self {
            now: begin.clone(),
            begin,
            log: Vec::new(),
            clock: NOON,
        }
    }

    /// Anna admits these people and gives them these roles.
    fn with(mut self, people: &[(Person, Role)]) -> Self {
        for (newcomer, role) in people {
            self.must(|it, now| it.admit(&by(&anna()), newcomer, now));
            self.must(|it, now| it.set_role_of(&by(&anna()), &newcomer.id, *role, now));
        }
        self
    }

    fn does(
        &mut self,
        decide: impl FnOnce(&Conversation, Millis) -> Result<Outcome, Refusal>,
    ) -> Result<Outcome, Refusal> {
        self.clock += 1_000;
        let outcome = decide(&self.now, self.clock)?;
        self.take(&outcome);
        Ok(outcome)
    }

    #[track_caller]
    fn must(
        &mut self,
        decide: impl FnOnce(&Conversation, Millis) -> Result<Outcome, Refusal>,
    ) -> Outcome {
        self.does(decide).expect("the command is allowed")
    }

    /// Posts a message. Returns the stored message and whether it is new.
    fn says(
        &mut self,
        who: &Person,
        client_id: &str,
        body: &str,
    ) -> Result<(Event, bool), Refusal> {
        self.clock += 1_000;
        let said = draft(client_id, body);
        let files = Vec::new();
        let outcome = self
            .now
            .post(&by(who), said.clone(), files, &nobody, self.clock)?;
        let is_theirs = |event: &&Event| {
            event.author == who.id
                && matches!(&event.kind, EventKind::Message(it) if it.client_id == said.client_id)
        };
        if let Some(event) = self.log.iter().find(is_theirs).cloned() {
            let original = None;
            let event = self.now.repeat(&said, Earlier { event, original })?;
            return Ok((event, false));
        }
        self.take(&outcome);
        Ok((outcome.store[0].clone(), true))
    }

    fn take(&mut self, outcome: &Outcome) {
        for event in &outcome.store {
            self.now.apply(event);
            self.log.push(event.clone());
        }
    }

    fn role(&self, who: &Person) -> Option<Role> {
        self.now.role(&who.id)
    }

    /// The kind of the last event.
    fn last(&self) -> Option<&EventKind> {
        self.log.last().map(|event| &event.kind)
    }

    fn folded(&self) -> Conversation {
        let mut state = self.begin.clone();
        self.log.iter().for_each(|event| state.apply(event));
        state
    }
}

/// Whether a member was refused because of their role.
fn is_not_allowed<T: std::fmt::Debug>(outcome: &Result<T, Refusal>) -> bool {
    matches!(outcome, Err(Refusal::NotAllowed(_)))
}

//! Creating a conversation.

use std::collections::BTreeMap;

use super::{
    Conversation, ConversationId, Effect, EventKind, Membership, Millis, Outcome, Person,
    Principal, Refusal, Role, Seq, Visibility,
};
use crate::chat::{Creation, Kind, text};

/// A conversation that is about to begin: its state before the first event, and the outcome of its
/// creation.
#[derive(Debug, PartialEq, Eq)]
pub struct Beginning {
    pub conversation: Conversation,
    pub outcome: Outcome,
}

impl Conversation {
    /// `who` creates a group and owns it.
    ///
    /// # Errors
    /// [`Refusal::BadTitle`] and [`Refusal::BadTopic`]; [`Refusal::NotFound`] for an id that is not
    /// a group's.
    pub fn create_group(
        id: ConversationId,
        epoch: String,
        who: &Principal,
        creation: &Creation,
        now: Millis,
    ) -> Result<Beginning, Refusal> {
        let (title, topic) = (text::title(&creation.title)?, text::topic(&creation.topic)?);
        if id.kind() != Kind::Group {
            return Err(Refusal::NotFound);
        }
        let visibility = creation.visibility;
        let conversation = Self::before_the_first(id, epoch, visibility);
        let kind = EventKind::Created(Creation {
            title,
            topic,
            visibility,
        });
        let then = vec![
            Effect::UpdateInbox(who.user().clone()),
            Effect::UpdateDirectory,
        ];
        let outcome = conversation.outcome(who, kind, now, then);
        Ok(Beginning {
            conversation,
            outcome,
        })
    }

    /// `who` opens the direct conversation with `other`. This is no event: `other` learns of it
    /// from the first message.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] when the id is not that of these two people.
    pub fn open_direct(
        id: ConversationId,
        epoch: String,
        who: &Principal,
        other: &Person,
    ) -> Result<Beginning, Refusal> {
        if ConversationId::direct(who.user(), &other.id).as_ref() != Some(&id) {
            return Err(Refusal::NotFound);
        }
        let mut conversation = Self::before_the_first(id, epoch, Visibility::Private);
        for person in [who.person(), other] {
            let membership = Membership {
                handle: person.handle.clone(),
                profile: None,
                role: Some(Role::Member),
                joined: Seq::START,
                read: Seq::START,
                read_posts: 0,
                mentions: Vec::new(),
            };
            conversation.people.insert(person.id.clone(), membership);
        }
        let then = vec![Effect::UpdateInbox(who.user().clone())];
        Ok(Beginning {
            conversation,
            outcome: Outcome {
                then,
                ..Outcome::default()
            },
        })
    }

    fn before_the_first(id: ConversationId, epoch: String, visibility: Visibility) -> Self {
        let (title, topic, people) = (String::new(), String::new(), BTreeMap::new());
        Self {
            id,
            title,
            topic,
            visibility,
            epoch,
            head: Seq::START,
            last_at: 0,
            everyone: Vec::new(),
            pins: Vec::new(),
            posts: 0,
            people,
        }
    }
}

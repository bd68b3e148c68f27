//! Founding: how a conversation begins.

use std::collections::BTreeMap;

use super::{
    Conversation, ConversationId, Effect, EventKind, Membership, Millis, Outcome, Person, Refusal,
    Role, Seq, Visibility,
};
use crate::chat::{Kind, text};

/// A conversation that is about to begin: its state before the first event, and what creation it comes to.
#[derive(Debug, PartialEq, Eq)]
pub struct Creation {
    pub conversation: Conversation,
    pub outcome: Outcome,
}

impl Conversation {
    /// `who` makes a group and owns it.
    ///
    /// # Errors
    /// [`Refusal::BadTitle`] and [`Refusal::BadTopic`]; [`Refusal::NotFound`] for an id that is not a group's.
    pub fn create_group(
        id: ConversationId,
        epoch: String,
        who: &Person,
        (title, topic, visibility): (&str, &str, Visibility),
        now: Millis,
    ) -> Result<Creation, Refusal> {
        let (title, topic) = (text::title(title)?, text::topic(topic)?);
        if id.kind() != Kind::Group {
            return Err(Refusal::NotFound);
        }
        let conversation = Self::before_the_first(id, epoch, visibility);
        let event = conversation.event(
            0,
            who,
            EventKind::Created {
                title,
                topic,
                visibility,
            },
            now,
        );
        let then = vec![Effect::UpdateInbox(who.id.clone()), Effect::UpdateDirectory];
        Ok(Creation {
            conversation,
            outcome: Outcome {
                store: vec![event],
                then,
            },
        })
    }

    /// `who` opens the direct conversation with `other`. No event: the other learns of it with the first message.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] when the id is not these two people's.
    pub fn open_direct(
        id: ConversationId,
        epoch: String,
        who: &Person,
        other: &Person,
    ) -> Result<Creation, Refusal> {
        if ConversationId::direct(&who.id, &other.id).as_ref() != Some(&id) {
            return Err(Refusal::NotFound);
        }
        let mut conversation = Self::before_the_first(id, epoch, Visibility::Private);
        for person in [who, other] {
            let membership = Membership {
                handle: person.handle.clone(),
                role: Some(Role::Member),
                joined: Seq::START,
                read: Seq::START,
                read_posts: 0,
            };
            conversation.people.insert(person.id.clone(), membership);
        }
        let then = vec![Effect::UpdateInbox(who.id.clone())];
        Ok(Creation {
            conversation,
            outcome: Outcome {
                store: Vec::new(),
                then,
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
            posts: 0,
            people,
        }
    }
}

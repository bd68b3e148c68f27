//! Giving a group another name or topic.

use super::{Conversation, Effect, EventKind, Millis, Outcome, Person, Refusal};
use crate::chat::{Act, text};

impl Conversation {
    /// `who` renames it; what is `None` stays as it is. The same words again change nothing.
    ///
    /// # Errors
    /// [`Refusal::NotFound`], [`Refusal::Direct`], [`Refusal::NotAllowed`], [`Refusal::BadTitle`], [`Refusal::BadTopic`].
    pub fn rename(
        &self,
        who: &Person,
        title: Option<&str>,
        topic: Option<&str>,
        now: Millis,
    ) -> Result<Outcome, Refusal> {
        if !self.require_group_member(&who.id)?.may(Act::Rename) {
            return Err(Refusal::NotAllowed(
                "Only owners and admins rename a group.".into(),
            ));
        }
        let title = title.map_or_else(|| Ok(self.title.clone()), text::title)?;
        let topic = topic.map_or_else(|| Ok(self.topic.clone()), text::topic)?;
        if title == self.title && topic == self.topic {
            return Ok(Outcome::default());
        }
        let store = vec![self.event(0, who, EventKind::Renamed { title, topic }, now)];
        Ok(Outcome {
            store,
            then: vec![Effect::UpdateAllInboxes, Effect::UpdateDirectory],
        })
    }
}

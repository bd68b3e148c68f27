//! Renaming: a group gets another name or topic.

use super::{Conversation, Effect, EventKind, Millis, Outcome, Principal, Refusal};
use crate::chat::{Act, Names, text};

impl Conversation {
    /// `who` renames it. A part that is `None` stays as it is. Nothing changes if both stay the
    /// same.
    ///
    /// # Errors
    /// [`Refusal::NotFound`], [`Refusal::Direct`], [`Refusal::NotAllowed`], [`Refusal::BadTitle`],
    /// [`Refusal::BadTopic`].
    pub fn rename(
        &self,
        who: &Principal,
        title: Option<&str>,
        topic: Option<&str>,
        now: Millis,
    ) -> Result<Outcome, Refusal> {
        self.authorize(who, Act::Rename)?;
        let title = title.map_or_else(|| Ok(self.title.clone()), text::title)?;
        let topic = topic.map_or_else(|| Ok(self.topic.clone()), text::topic)?;
        if title == self.title && topic == self.topic {
            return Ok(Outcome::default());
        }
        let kind = EventKind::Renamed(Names { title, topic });
        let then = vec![Effect::UpdateAllInboxes, Effect::UpdateDirectory];
        Ok(self.outcome(who, kind, now, then))
    }
}

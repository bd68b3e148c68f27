//! Catching up: somebody came home, and their object asks what it was not told while nobody was.

use super::telling::Owed;
use super::{ConversationActor, Host};
use crate::chat::{Refusal, UserId};
use crate::objects::calls::FromConversation;
use crate::store::conversation::people;

impl<H: Host> ConversationActor<H> {
    /// Answers how it stands with a person who came home after the answer “nobody home” of this number, and from now on tells
    /// them again. Asked twice, it answers twice and changes nothing more.
    ///
    /// # Errors
    /// [`Refusal::Internal`]; then it is to be asked again.
    pub(super) fn catch_up(
        &mut self,
        user: &UserId,
        absence: u64,
    ) -> Result<FromConversation, Refusal> {
        let nothing = FromConversation::Summary { summary: None };
        match self.loaded() {
            // There never was one, or somebody who never was in it: nobody asks that, and it must not be asked for ever.
            Err(Refusal::NotFound) => return Ok(nothing),
            Err(refusal) => return Err(refusal),
            Ok(_) => {}
        }
        let (focused, now) = (self.focused_people().contains(user), self.host.now());
        let Some(loaded) = &mut self.loaded else {
            return Ok(nothing);
        };
        let (regardless, summary) = (loaded.owed_regardless(user), loaded.summary(user, focused));
        let (Some(summary), Some(delivery)) = (summary, loaded.deliveries.get_mut(user)) else {
            return Ok(nothing);
        };
        let ended = delivery.delivered.absence.ended(absence);
        if delivery.delivered.absence != ended {
            delivery.delivered.absence = ended;
            // Until their object has this answer it goes on asking, so it is as good as told. Not if it is asked again, nor if more
            // than messages is owed: that is told until it is taken.
            let stored = if summary.role.is_some() && regardless == Owed::Nothing {
                loaded.took(self.host.sql(), user, &summary, now)
            } else {
                let row = loaded.row(user);
                row.map_or(Ok(()), |row| people::put(self.host.sql(), &row))
            };
            self.checked(stored)?;
        }
        let summary = Some(Box::new(summary)).filter(|summary| summary.role.is_some());
        Ok(FromConversation::Summary { summary })
    }
}

//! Catching up: somebody came home, and their object asks what it was not told while nobody was.

use super::telling::Owed;
use super::{Host, Room};
use crate::chat::{Refusal, UserId};
use crate::objects::calls::FromConversation;
use crate::store::conversation::people;

impl<H: Host> Room<H> {
    /// Answers how it stands with a person who came home after the answer “nobody home” of this number, and from now on tells
    /// them again. Asked twice, it answers twice and changes nothing more.
    ///
    /// # Errors
    /// [`Refusal::Internal`]; then it is to be asked again.
    pub(super) fn catch_up(&mut self, user: &UserId, absence: u64) -> Result<FromConversation, Refusal> {
        let nothing = FromConversation::Stands { standing: None };
        match self.chat() {
            // There never was one, or somebody who never was in it: nobody asks that, and it must not be asked for ever.
            Err(Refusal::NotFound) => return Ok(nothing),
            Err(refusal) => return Err(refusal),
            Ok(_) => {}
        }
        let (looking, now) = (self.lookers().contains(user), self.host.now());
        let Some(chat) = &mut self.chat else {
            return Ok(nothing);
        };
        let (regardless, standing) = (chat.owed_regardless(user), chat.standing(user, looking));
        let (Some(standing), Some(aside)) = (standing, chat.asides.get_mut(user)) else {
            return Ok(nothing);
        };
        let ended = aside.told.absence.ended(absence);
        if aside.told.absence != ended {
            aside.told.absence = ended;
            // Until their object has this answer it goes on asking, so it is as good as told. Not if it is asked again, nor if more
            // than messages is owed: that is told until it is taken.
            let stored = if standing.role.is_some() && regardless == Owed::Nothing {
                chat.took(self.host.sql(), user, &standing, now)
            } else {
                let row = chat.row(user);
                row.map_or(Ok(()), |row| people::put(self.host.sql(), &row))
            };
            self.sound(stored)?;
        }
        let standing = Some(Box::new(standing)).filter(|standing| standing.role.is_some());
        Ok(FromConversation::Stands { standing })
    }
}

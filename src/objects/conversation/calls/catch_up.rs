//! From a person's object: somebody came home, and asks what was not told while nobody was.

use serde::{Deserialize, Serialize};

use super::{ConversationActor, Host};
use crate::chat::{ConversationId, ConversationSummary, Refusal, UserId};
use crate::objects::call::{Handle, call};
use crate::objects::conversation::owed::Owed;
use crate::store::conversation::people;

/// Somebody came home after the answer “nobody home” of this number. How does it stand?
#[derive(Debug, Serialize, Deserialize)]
pub struct CatchUp {
    pub user: UserId,
    pub absence: u64,
}
call!(CatchUp, "catch_up", ConversationId, CaughtUp);

/// How it stands: nothing for whoever is not in it.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaughtUp {
    pub summary: Option<ConversationSummary>,
}

impl<H: Host> Handle<CatchUp> for ConversationActor<H> {
    /// From now on the person is told again. Asked twice, it answers twice and changes nothing more.
    fn handle(&mut self, call: CatchUp) -> Result<CaughtUp, Refusal> {
        let CatchUp { user, absence } = call;
        match self.loaded() {
            // There never was one, or somebody who never was in it. Nobody asks that, and it must
            // not be asked for ever.
            Err(Refusal::NotFound) => return Ok(CaughtUp::default()),
            Err(refusal) => return Err(refusal),
            Ok(_) => {}
        }
        let (focused, now) = (self.is_focused(&user), self.host.now());
        let Some(loaded) = &mut self.loaded else {
            return Ok(CaughtUp::default());
        };
        let owed = loaded.owed_to_anyone(&user);
        let (Some(summary), Some(delivery)) = (
            loaded.summary(&user, focused),
            loaded.deliveries.get_mut(&user),
        ) else {
            return Ok(CaughtUp::default());
        };
        let ended = delivery.delivered.absence.ended(absence);
        if delivery.delivered.absence != ended {
            delivery.delivered.absence = ended;
            // Until their object has this answer it goes on asking, so it is as good as delivered.
            // Not if it is asked again, nor if more than messages is owed: that is told until it is
            // taken.
            let stored = if summary.role.is_some() && owed == Owed::Nothing {
                loaded.note_delivered(self.host.sql(), &user, &summary, now)
            } else {
                let row = loaded.row(&user);
                row.map_or(Ok(()), |row| people::put(self.host.sql(), &row))
            };
            self.checked(stored)?;
        }
        Ok(CaughtUp {
            summary: Some(summary).filter(|summary| summary.role.is_some()),
        })
    }
}

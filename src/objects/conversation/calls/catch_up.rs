//! From a user object: the person is back, and asks for what was not delivered while they were
//! away.

use serde::{Deserialize, Serialize};

use super::{ConversationActor, Host};
use crate::chat::{ConversationId, ConversationSummary, Refusal, UserId};
use crate::objects::call::{Handle, call};
use crate::objects::conversation::owed::Owed;
use crate::store::conversation::people;

/// The absence of this number has ended. What is the summary now?
#[derive(Debug, Serialize, Deserialize)]
pub struct CatchUp {
    pub user: UserId,
    pub absence: u64,
}
call!(CatchUp, "catch_up", ConversationId, CaughtUp);

/// The summary, or none for a person who is not in the conversation.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaughtUp {
    pub summary: Option<ConversationSummary>,
}

impl<H: Host> Handle<CatchUp> for ConversationActor<H> {
    /// The conversation delivers to the person again from now on. A repeated call is answered
    /// again and changes nothing more.
    fn handle(&mut self, call: CatchUp) -> Result<CaughtUp, Refusal> {
        let CatchUp { user, absence } = call;
        match self.loaded() {
            // The conversation does not exist. A user object that asks anyway must not ask for
            // ever.
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
        delivery.note_sent(summary.head);
        let ended = delivery.delivered.absence.ended(absence);
        if delivery.delivered.absence != ended {
            delivery.delivered.absence = ended;
            // The user object repeats this call until it has the answer, so the answer counts as
            // delivered. A repeated call does not count. If more than messages is owed, this call
            // does not count either. An ordinary call then delivers the summary too.
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

//! What can be asked of a person's object: one file per call. [`answer`] is the table of them all.

mod end_all_sessions;
mod end_sessions;
mod inbox;
mod online;
mod update_inbox;

pub use end_all_sessions::EndAllSessions;
pub use end_sessions::EndSessions;
pub use inbox::{Inbox, InboxPage};
pub use online::{Online, Presence};
pub use update_inbox::UpdateInbox;

use super::{Host, UserActor};
use crate::chat::Refusal;
use crate::objects::actor::answer_by_name;

/// Answers the call of this name.
///
/// # Errors
/// [`Refusal::Internal`] for what is no call.
pub(super) fn answer<H: Host>(
    actor: &mut UserActor<H>,
    name: &str,
    body: &str,
) -> Result<String, Refusal> {
    actor.migrate()?;
    answer_by_name!(
        actor,
        name,
        body,
        [EndAllSessions, EndSessions, Inbox, Online, UpdateInbox]
    )
}

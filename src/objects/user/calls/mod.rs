//! The calls of a user object: one file per call. [`answer`] lists them all.

mod end_all_sessions;
mod end_sessions;
mod inbox;
mod online;
mod plan_search;
mod set_name;
mod update_inbox;

pub use end_all_sessions::EndAllSessions;
pub use end_sessions::EndSessions;
pub use inbox::{Inbox, InboxPage};
pub use online::{Online, Presence};
pub use plan_search::{Named, PlanSearch, SearchPlan};
pub use set_name::SetName;
pub use update_inbox::UpdateInbox;

use super::{Host, UserActor};
use crate::chat::Refusal;
use crate::objects::actor::answer_by_name;

/// Answers the call of this name.
///
/// # Errors
/// [`Refusal::Internal`] for an unknown call, or one that cannot be read.
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
        [
            EndAllSessions,
            EndSessions,
            Inbox,
            Online,
            SetName,
            PlanSearch,
            UpdateInbox
        ]
    )
}

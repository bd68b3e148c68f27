//! The calls of a conversation object: one file per command, with its request, its reply and what
//! it does. [`answer`] lists them all.

mod catch_up;
mod change_message;
mod close_sessions;
mod create_group;
mod events;
mod get;
mod join;
mod leave;
mod members;
mod open_direct;
mod poll;
mod post;
mod remove;
mod rename;
mod seen;
mod set_member;
mod stream_frame;
mod timeline;

pub use catch_up::{CatchUp, CaughtUp};
pub use change_message::{DeleteMessage, EditMessage, React};
pub use close_sessions::CloseSessions;
pub use create_group::CreateGroup;
pub use events::{Events, EventsPage};
pub use get::{Get, Overview};
pub use join::Join;
pub use leave::Leave;
pub use members::{Members, MembersPage};
pub use open_direct::OpenDirect;
pub use poll::{Poll, Polled};
pub use post::{Post, Posted};
pub use remove::Remove;
pub use rename::Rename;
pub use seen::Seen;
pub use set_member::{MemberSet, SetMember};
pub use stream_frame::StreamFrame;
pub use timeline::{Timeline, TimelinePage};

use super::{ConversationActor, Host};
use crate::chat::Refusal;
use crate::objects::actor::answer_by_name;

/// Answers the call of this name.
///
/// # Errors
/// [`Refusal::Internal`] for an unknown call, or one that cannot be read.
pub(super) fn answer<H: Host>(
    actor: &mut ConversationActor<H>,
    name: &str,
    body: &str,
) -> Result<String, Refusal> {
    answer_by_name!(
        actor,
        name,
        body,
        [
            CatchUp,
            CloseSessions,
            CreateGroup,
            DeleteMessage,
            EditMessage,
            Events,
            Get,
            Join,
            Leave,
            Members,
            OpenDirect,
            Poll,
            Post,
            React,
            Remove,
            Rename,
            Seen,
            SetMember,
            StreamFrame,
            Timeline,
        ]
    )
}

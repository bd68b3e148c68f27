//! The calls of a conversation object: one file per command, with its request, its reply and what
//! it does. [`answer`] lists them all.

mod catch_up;
mod change_message;
mod change_profile;
mod close_sessions;
mod create_group;
mod discard_file;
mod events;
mod file_known;
mod get;
mod join;
mod leave;
mod may_upload;
mod members;
mod open_direct;
mod pins;
mod poll;
mod post;
mod read_file;
mod remove;
mod rename;
mod search;
mod seen;
mod set_member;
mod stream_frame;
mod take_file;
mod timeline;

pub use catch_up::{CatchUp, CaughtUp};
pub use change_message::{DeleteMessage, EditMessage, Pin, React};
pub use change_profile::ChangeProfile;
pub use close_sessions::CloseSessions;
pub use create_group::CreateGroup;
pub use discard_file::DiscardFile;
pub use events::{Events, EventsPage};
pub use file_known::FileKnown;
pub use get::{Get, Overview};
pub use join::Join;
pub use leave::Leave;
pub use may_upload::MayUpload;
pub use members::{Members, MembersPage};
pub use open_direct::OpenDirect;
pub use pins::{PinnedMessage, Pins, PinsPage};
pub use poll::{Poll, Polled};
pub use post::{Post, Posted};
pub use read_file::ReadFile;
pub use remove::Remove;
pub use rename::Rename;
pub use search::{Search, SearchPage, SearchResult};
pub use seen::Seen;
pub use set_member::{MemberSet, SetMember};
pub use stream_frame::StreamFrame;
pub use take_file::TakeFile;
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
            ChangeProfile,
            CloseSessions,
            CreateGroup,
            DeleteMessage,
            DiscardFile,
            EditMessage,
            Events,
            FileKnown,
            Get,
            Join,
            Leave,
            MayUpload,
            Members,
            OpenDirect,
            Pin,
            Pins,
            Poll,
            Post,
            React,
            ReadFile,
            Remove,
            Rename,
            Search,
            Seen,
            SetMember,
            StreamFrame,
            TakeFile,
            Timeline,
        ]
    )
}

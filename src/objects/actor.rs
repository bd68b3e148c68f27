//! What the user object and the conversation object have in common. Their driver is the edge, or
//! the simulated world of the tests.
//!
//! The driver gives an actor one event at a time, and never two at once. The actor decides, writes
//! and sends before it returns. Only [`OutboundCall`]s are left over. After each event the driver
//! takes the due ones, performs them, and reports each result back.

use serde::de::DeserializeOwned;

use super::call::{Address, Call, Opening, Unread};
use super::conversation::calls::{CatchUp, ChangeProfile, CloseSessions};
use super::file::calls::DeleteFile;
use super::host::{Attachment, SocketId};
use super::user::calls::UpdateInbox;
use crate::chat::{
    ConversationId, ConversationSummary, FileId, Millis, Profile, Refusal, SessionId, UserId,
};
use crate::store::d1::groups::DirectoryEntry;

/// A call that an object owes and that may fail. It is then due again later, even if the object's
/// memory was lost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OutboundCall {
    /// Give a user object the summary of a conversation.
    UpdateInbox(UserId, Box<ConversationSummary>),
    /// Update a group's entry in the directory of groups.
    UpdateDirectory(DirectoryEntry),
    /// Close a person's sockets in a conversation: those of these sessions, or of all sessions that
    /// had begun by a time.
    CloseSessions {
        conversation: ConversationId,
        user: UserId,
        sessions: Vec<SessionId>,
        all_until: Option<Millis>,
        /// The number up to which the conversation then knows every ended session.
        up_to: Millis,
    },
    /// Ask D1 which of a person's sessions are still good, and note those as used. The reply is the
    /// list of good sessions.
    CheckSessions {
        user: UserId,
        sessions: Vec<SessionId>,
        at: Millis,
    },
    /// Ask a conversation for its summary. It stopped sending them while the person was away.
    CatchUp {
        conversation: ConversationId,
        user: UserId,
        absence: u64,
    },
    /// Delete the bytes of a file that is in no message.
    DeleteFile { file: FileId },
    /// Tell a conversation how a member is shown now.
    ChangeProfile(ConversationId, Profile),
    /// Note in the list of people how a person is shown now.
    ListProfile(Profile),
    /// Note in the list of people that a person is online, or when they were last seen.
    MarkPresence {
        user: UserId,
        online: bool,
        at: Millis,
    },
}

/// The result of a call: the JSON of its reply, or why there is none.
pub type CallResult = Result<Unread, Refusal>;

/// A call on its way to an object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// The binding of the object's class.
    pub binding: &'static str,
    /// The object's name.
    pub to: String,
    /// The name of the call.
    pub call: &'static str,
    pub body: String,
}

impl Request {
    /// The request that carries a call.
    ///
    /// # Errors
    /// [`Refusal::Internal`] when the call has no JSON form.
    pub fn new<C: Call>(to: &C::To, call: &C) -> Result<Self, Refusal> {
        Ok(Self {
            binding: <C::To as Address>::BINDING,
            to: to.name().to_owned(),
            call: C::NAME,
            body: serde_json::to_string(call).map_err(|_| Refusal::Internal)?,
        })
    }
}

impl OutboundCall {
    /// The request that carries this call. None for a call to D1.
    ///
    /// # Errors
    /// As [`Request::new`].
    pub fn request(&self) -> Result<Option<Request>, Refusal> {
        match self.clone() {
            Self::UpdateInbox(to, summary) => {
                let (user, summary) = (to.clone(), *summary);
                Request::new(&to, &UpdateInbox { user, summary }).map(Some)
            }
            Self::CloseSessions {
                conversation,
                user,
                sessions,
                all_until,
                ..
            } => {
                let call = CloseSessions {
                    user,
                    sessions,
                    all_until,
                };
                Request::new(&conversation, &call).map(Some)
            }
            Self::CatchUp {
                conversation,
                user,
                absence,
            } => Request::new(&conversation, &CatchUp { user, absence }).map(Some),
            Self::DeleteFile { file } => Request::new(&file, &DeleteFile {}).map(Some),
            Self::ChangeProfile(to, profile) => {
                Request::new(&to, &ChangeProfile { profile }).map(Some)
            }
            Self::UpdateDirectory(_)
            | Self::CheckSessions { .. }
            | Self::ListProfile(_)
            | Self::MarkPresence { .. } => Ok(None),
        }
    }
}

/// The reply to a call of type `C`, if there was one and it can be read.
#[must_use]
pub fn reply<C: Call>(result: &CallResult) -> Option<C::Reply> {
    read(result)
}

/// The reply, if there was one and it can be read.
#[must_use]
pub fn read<T: DeserializeOwned>(result: &CallResult) -> Option<T> {
    let unread = result.as_ref().ok()?;
    serde_json::from_str(unread.get()).ok()
}

/// See the module's documentation.
pub trait Actor {
    /// Whether a socket or stream may open. The driver asks before it accepts it.
    ///
    /// # Errors
    /// The reason for the refusal.
    fn may_open(&mut self, opening: &Opening) -> Result<(), Refusal>;
    /// A socket or stream was accepted.
    ///
    /// # Errors
    /// A fault. The driver then closes the socket.
    fn on_open(&mut self, attachment: Attachment, opening: &Opening) -> Result<(), Refusal>;
    /// A text message came on a socket.
    fn on_text(&mut self, socket: SocketId, text: &str);
    /// A socket is gone. `clean` means that its client closed it.
    fn on_close(&mut self, socket: SocketId, clean: bool);
    /// A typed call. Returns the JSON of a `Result` of its reply and a refusal.
    ///
    /// # Errors
    /// [`Refusal::Internal`] for an unknown call, an unreadable body, or a reply without JSON form.
    fn on_call(&mut self, name: &str, body: &str) -> Result<String, Refusal>;
    /// The turns of the event loop that the actor asked for are over.
    fn on_flush(&mut self);
    /// The alarm went off.
    fn on_alarm(&mut self);
    /// The calls that are due now.
    fn outbound_calls(&mut self) -> Vec<OutboundCall>;
    /// A call was answered, or failed.
    fn on_result(&mut self, call: &OutboundCall, result: &CallResult);
}

/// Answers a call by its name. Each actor lists all its calls here, in one table.
macro_rules! answer_by_name {
    ($actor:expr, $name:expr, $body:expr, [$($call:ty),* $(,)?]) => {
        match $name {
            $(<$call as $crate::objects::call::Call>::NAME => {
                $crate::objects::call::answer::<$call>($actor, $body)
            })*
            _ => Err($crate::chat::Refusal::Internal),
        }
    };
}
pub(crate) use answer_by_name;

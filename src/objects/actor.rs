//! What a person's and a conversation's object have in common, for whoever drives them: the edge,
//! or the simulated world.
//!
//! An actor is told what happened, one event at a time and never while another is under way. It
//! decides, writes and sends before it returns. Only [`OutboundCall`]s are left for afterwards:
//! after every event the driver takes those that are due, performs them, and reports each back.

use serde::de::DeserializeOwned;

use super::call::{Address, Call, Opening, Unread};
use super::conversation::calls::{CatchUp, CloseSessions};
use super::host::{Attachment, SocketId};
use super::user::calls::UpdateInbox;
use crate::chat::{ConversationId, ConversationSummary, Millis, Refusal, SessionId, UserId};
use crate::store::d1::groups::DirectoryEntry;

/// A call that must be made and may fail. It is then due again later, also after its object was
/// lost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OutboundCall {
    /// Tell a person's object how a conversation stands with them.
    UpdateInbox(UserId, Box<ConversationSummary>),
    /// Tell the directory of groups.
    UpdateDirectory(DirectoryEntry),
    /// Tell a conversation's object that sessions of a person are over, or all that began until
    /// a time.
    CloseSessions {
        conversation: ConversationId,
        user: UserId,
        sessions: Vec<SessionId>,
        all_until: Option<Millis>,
        /// The number up to which the conversation then knows of them.
        up_to: Millis,
    },
    /// Ask D1 which of these sessions of a person are still good, and note those as used. What
    /// comes back is a list of them.
    CheckSessions {
        user: UserId,
        sessions: Vec<SessionId>,
        at: Millis,
    },
    /// Ask a conversation's object how it stands: it stopped telling, because nobody was home.
    CatchUp {
        conversation: ConversationId,
        user: UserId,
        absence: u64,
    },
    /// Tell the list of people that somebody came online or was last seen.
    MarkPresence {
        user: UserId,
        online: bool,
        at: Millis,
    },
}

/// What came back from a call: the JSON of its reply, or why there is none.
pub type CallResult = Result<Unread, Refusal>;

/// A call on its way to an object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// The binding of the object's class.
    pub binding: &'static str,
    /// What names the object.
    pub to: String,
    /// The call's name.
    pub call: &'static str,
    pub body: String,
}

impl Request {
    /// Spells a call.
    ///
    /// # Errors
    /// [`Refusal::Internal`] when it cannot be spelled.
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
    /// The request that makes it; none where D1 is what has to know.
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
            Self::UpdateDirectory(_) | Self::CheckSessions { .. } | Self::MarkPresence { .. } => {
                Ok(None)
            }
        }
    }
}

/// The reply to a call of this type, if there was one that could be read.
#[must_use]
pub fn reply<C: Call>(result: &CallResult) -> Option<C::Reply> {
    read(result)
}

/// What came back, if something did and it can be read.
#[must_use]
pub fn read<T: DeserializeOwned>(result: &CallResult) -> Option<T> {
    let unread = result.as_ref().ok()?;
    serde_json::from_str(unread.get()).ok()
}

/// See the module's documentation.
pub trait Actor {
    /// Whether an opening is let in, before it is accepted.
    ///
    /// # Errors
    /// Why not.
    fn may_open(&mut self, opening: &Opening) -> Result<(), Refusal>;
    /// A socket or stream was accepted.
    ///
    /// # Errors
    /// A fault; the socket is then closed.
    fn on_open(&mut self, attachment: Attachment, opening: &Opening) -> Result<(), Refusal>;
    /// A text message came on a socket.
    fn on_text(&mut self, socket: SocketId, text: &str);
    /// A socket is gone; `clean` when its client said goodbye.
    fn on_close(&mut self, socket: SocketId, clean: bool);
    /// A typed call. The answer is the JSON of a `Result` of its reply and a refusal.
    ///
    /// # Errors
    /// [`Refusal::Internal`] for a name or body that is no call, or a reply that cannot be spelled.
    fn on_call(&mut self, name: &str, body: &str) -> Result<String, Refusal>;
    /// The turns of the event loop that were asked for are over.
    fn on_flush(&mut self);
    /// The alarm went off.
    fn on_alarm(&mut self);
    /// The calls that are due.
    fn outbound_calls(&mut self) -> Vec<OutboundCall>;
    /// A call was answered, or could not be made.
    fn on_result(&mut self, call: &OutboundCall, result: &CallResult);
}

/// Answers a call by its name: the one table of an actor.
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

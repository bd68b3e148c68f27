//! What a person's and a conversation's object have in common, for whoever drives them: the edge, or the simulated world.
//!
//! An actor is told what happened, one event at a time and never while another is under way; it decides, writes and sends
//! before it returns. Only [`Chore`]s, calls to other objects and to D1, are left for afterwards: after every event
//! the driver takes those that are due, performs them, and reports each back.

use super::answers::{ConversationAnswer, UserAnswer};
use super::calls::{ConversationSummary, Opening, ToConversation, ToUser};
use super::host::{Attachment, SocketId};
use crate::chat::{ConversationId, Millis, Refusal, SessionId, UserId};
use crate::store::d1::groups::DirectoryEntry;

/// A call that must be made and may fail: it is then due again later, also after its object was lost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OutboundCall {
    /// Tell a person's object how a conversation stands with them.
    TellUser(UserId, Box<ConversationSummary>),
    /// Tell the directory of groups.
    TellDirectory(DirectoryEntry),
    /// Tell a conversation's object that sessions of a person are over.
    EndSessions {
        conversation: ConversationId,
        user: UserId,
        sessions: Vec<SessionId>,
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

/// A call to another object.
#[derive(Debug)]
pub enum Call<'a> {
    User(&'a UserId, ToUser),
    Conversation(&'a ConversationId, ToConversation),
}

impl OutboundCall {
    /// The call that does it; none where D1 is what has to know.
    #[must_use]
    pub fn call(&self) -> Option<Call<'_>> {
        match self {
            Self::TellUser(user, summary) => Some(Call::User(
                user,
                ToUser::Summary {
                    user: user.clone(),
                    summary: summary.as_ref().clone(),
                },
            )),
            Self::EndSessions {
                conversation,
                user,
                sessions,
            } => Some(Call::Conversation(
                conversation,
                ToConversation::EndSessions {
                    user: user.clone(),
                    sessions: sessions.clone(),
                },
            )),
            Self::CatchUp {
                conversation,
                user,
                absence,
            } => Some(Call::Conversation(
                conversation,
                ToConversation::CatchUp {
                    user: user.clone(),
                    absence: *absence,
                },
            )),
            Self::TellDirectory(_) | Self::MarkPresence { .. } => None,
        }
    }
}

/// What became of a chore.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CallResult {
    /// It is to be tried again.
    Failed,
    Done,
    /// The standing was taken, but nobody is home to see it.
    NobodyHome(u64),
    /// How the conversation stands; nothing for whoever is not in it.
    Summary(Option<Box<ConversationSummary>>),
}

impl From<UserAnswer> for CallResult {
    fn from(answer: UserAnswer) -> Self {
        match answer {
            UserAnswer::Refused { .. } => Self::Failed,
            UserAnswer::Done {
                absence: Some(number),
            } => Self::NobodyHome(number),
            _ => Self::Done,
        }
    }
}

impl From<ConversationAnswer> for CallResult {
    fn from(answer: ConversationAnswer) -> Self {
        match answer {
            ConversationAnswer::Refused { .. } => Self::Failed,
            ConversationAnswer::Summary { summary } => Self::Summary(summary),
            _ => Self::Done,
        }
    }
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
    /// A typed call, and its answer, as JSON.
    ///
    /// # Errors
    /// [`Refusal::Internal`] for what is no call, or cannot be answered.
    fn on_call(&mut self, call: &str) -> Result<String, Refusal>;
    /// The looks asked for by `flush_after` are over.
    fn on_flush(&mut self);
    /// The alarm went off.
    fn on_alarm(&mut self);
    /// The calls that are due.
    fn outbound_calls(&mut self) -> Vec<OutboundCall>;
    /// A chore was done, or failed.
    fn on_result(&mut self, outbound: &OutboundCall, result: CallResult);
}

/// Reads a call, for an actor's `answer`.
///
/// # Errors
/// [`Refusal::Internal`]: calls come from our own code, so one that cannot be read is our fault.
pub fn read_call<C: serde::de::DeserializeOwned>(call: &str) -> Result<C, Refusal> {
    serde_json::from_str(call).map_err(|_| Refusal::Internal)
}

/// Spells an answer.
///
/// # Errors
/// [`Refusal::Internal`], should it not be spellable.
pub fn spell_answer<A: serde::Serialize>(answer: &A) -> Result<String, Refusal> {
    serde_json::to_string(answer).map_err(|_| Refusal::Internal)
}

//! What a chat is. Pure: no clock, no socket, no SQL, no platform; time, ids and randomness are arguments.

pub mod absence;
pub mod backoff;
pub mod bucket;
pub mod conversation;
mod event;
mod flat;
pub mod frames;
mod handle;
mod ids;
pub mod limits;
pub mod password;
mod refusal;
mod role;
pub mod text;

pub use event::{Event, EventKind};
pub use handle::{HANDLE_MAX, Handle, Person, confusable_key};
pub use ids::{
    ClientId, ConversationId, ID_LETTERS, Kind, Millis, Seq, SessionId, UserId, encode_id,
};
pub use refusal::{CloseCode, Refusal};
pub use role::{Act, Role, Visibility};

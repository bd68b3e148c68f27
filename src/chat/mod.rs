//! What a chat is. This code is pure: it has no clock, no socket, no SQL and no platform. Time, ids
//! and randomness are arguments.

pub mod absence;
pub mod attention;
pub mod backoff;
pub mod bucket;
pub mod client_frames;
mod close_code;
mod common_words;
pub mod conversation;
mod draft;
pub mod emoji;
mod event;
pub mod file;
mod file_rule;
mod first_guesses;
mod frame_head;
pub mod frames;
mod handle;
mod ids;
pub mod json;
pub mod limits;
pub mod markup;
pub mod mention;
mod message;
mod name;
pub mod password;
mod principal;
mod profile;
pub mod reactions;
pub mod refusal;
mod role;
mod rules;
pub mod search;
mod sentences;
pub mod sniff;
mod summary;
pub mod text;
pub mod timeline;
mod visible;

pub use close_code::CloseCode;
pub use draft::Draft;
pub use event::{
    Creation, Edit, Event, EventKind, Names, ReactionChange, RoleChange, Subject, Target,
};
pub use file::{File, NewFile};
pub use handle::{HANDLE_MAX, Handle, Person, confusable_key};
pub use ids::{
    ClientId, ConversationId, FileId, ID_LETTERS, Kind, Millis, Seq, SessionId, UserId, encode_id,
    hex,
};
pub use message::{Deletion, Mentions, Message, Quote, Reaction};
pub use name::DisplayName;
pub use principal::Principal;
pub use profile::{Profile, people_in};
pub use refusal::Refusal;
pub use role::{Act, Role, Visibility};
pub use summary::{Away, ConversationSummary, Taken};

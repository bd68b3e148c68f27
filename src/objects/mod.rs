//! Where a chat lives: the Durable Objects and what they say to each other.

pub mod actor;
pub mod answers;
pub mod ask;
pub mod calls;
pub mod conversation;
pub mod edge;
pub mod gate;
pub mod host;
pub mod user;

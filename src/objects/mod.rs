//! Where a chat lives: the Durable Objects and what they say to each other.

pub mod actor;
mod alarm;
pub mod ask;
pub mod call;
pub mod conversation;
pub mod edge;
pub mod gate;
pub mod host;
mod retry;
mod sockets;
pub mod user;

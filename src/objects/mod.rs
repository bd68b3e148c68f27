//! The Durable Objects, and the calls between them and the Worker.

pub mod actor;
mod alarm;
pub mod ask;
pub mod call;
pub mod conversation;
pub mod edge;
pub mod file;
pub mod gate;
pub mod host;
mod retry;
mod sockets;
pub mod user;

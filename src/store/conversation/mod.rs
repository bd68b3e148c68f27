//! What a conversation's object keeps.
//!
//! In scope: every statement on its database. Out of scope: when to run one, and what it means.

pub mod about;
pub mod log;
pub mod people;
pub mod schema;
mod sized;
pub mod timeline;

//! What a conversation's object stores.
//!
//! In scope: every statement on its database. Out of scope: when a statement runs, and what it
//! means.

pub mod about;
pub mod candidates;
pub mod files;
pub mod log;
pub mod mentions;
pub mod messages;
pub mod people;
pub mod schema;
pub mod search;
mod sized;
pub mod timeline;
pub mod wordings;

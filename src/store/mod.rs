//! What a chat keeps: all SQL and only SQL.
//!
//! Every function errs with what the database said, or with what it holds that this code did not
//! write ([`sql::Fault`], `worker::Error`). The two say so once for all of them.

#![allow(clippy::missing_errors_doc, reason = "said above")]

pub mod conversation;
pub mod d1;
pub mod edge;
pub mod ended;
pub mod gate;
pub mod inbox;
pub mod schema;
pub mod sql;

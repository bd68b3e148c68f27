//! Everything that a chat stores: all SQL and only SQL.
//!
//! A function fails when the database fails, or when it holds a value that this code did not write
//! ([`sql::Fault`], `worker::Error`). Those two types document the errors of all functions here.

#![allow(clippy::missing_errors_doc, reason = "said above")]

pub mod budgets;
pub mod conversation;
pub mod d1;
pub mod edge;
pub mod ended;
pub mod file;
pub mod gate;
pub mod inbox;
pub mod profile;
pub mod schema;
pub mod sql;

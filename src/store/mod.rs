//! What a chat keeps: all SQL and only SQL.

pub mod conversation;
pub mod d1;
pub mod edge;
pub mod gate;
pub mod inbox;
pub mod schema;
pub mod sql;

//! Dormouse: a chat that sleeps.
//!
//! [`chat`] defines what a chat is and does not know the platform. [`objects`] holds the sockets
//! and makes the decisions, in Durable Objects. [`store`] has all SQL. [`http`] answers the
//! requests of clients. [`unicode`] and [`normalize`] have the text functions that the others
//! share. `docs/protocol.md` describes what clients and the server send to each other.

pub mod chat;
pub mod http;
pub mod normalize;
pub mod objects;
pub mod store;
pub mod unicode;

use worker::{Context, Env, Request, Response, Result, event};

/// Answers every request that is not for a static file.
///
/// # Errors
/// The platform cannot create a response.
#[event(fetch)]
pub async fn fetch(request: Request, env: Env, _context: Context) -> Result<Response> {
    http::fetch(request, env).await
}

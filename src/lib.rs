//! Dormouse: a chat that sleeps.
//!
//! The map. [`chat`] says what a chat is, and knows no platform. [`objects`] is where it lives: Durable Objects that hold
//! sockets and decide. [`store`] is what it keeps: all SQL. [`http`] is how it is reached. [`unicode`] is a piece of Unicode that
//! two of them need. `docs/protocol.md` tells what travels between them and the world.

pub mod chat;
pub mod http;
pub mod objects;
pub mod store;
pub mod unicode;

use worker::{Context, Env, Request, Response, Result, event};

/// Every request that is not a static file.
///
/// # Errors
/// Only when the platform cannot even make a response.
#[event(fetch)]
pub async fn fetch(request: Request, env: Env, _context: Context) -> Result<Response> {
    http::fetch(request, env).await
}

//! What the service says of itself: that it is well, and what can be asked of it.

use serde::Serialize;

use super::answer::{Answer, No, Reply};
use super::visit::Visit;
use crate::store::d1;

/// The description of the HTTP interface, held to the truth by tests.
const OPENAPI: &str = include_str!("openapi.json");

#[derive(Serialize)]
struct Health {
    ok: bool,
}

/// `GET /api/health`: the Worker answers and its database has its schema.
///
/// # Errors
/// The database has not.
pub async fn health(visit: Visit) -> Result<Reply, No> {
    d1::open(&visit.env).await?;
    Ok(Answer::ok(&Health { ok: true })?.into())
}

/// `GET /api/openapi.json`.
///
/// # Errors
/// Never.
#[allow(clippy::unused_async, reason = "all handlers are alike")]
pub async fn openapi(_visit: Visit) -> Result<Reply, No> {
    Ok(Answer::text(OPENAPI).into())
}

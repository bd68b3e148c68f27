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

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::Value;

    use super::OPENAPI;
    use crate::http::routes::ROUTES;

    #[test]
    fn the_description_has_every_route_and_no_other() -> serde_json::Result<()> {
        let document: Value = serde_json::from_str(OPENAPI)?;
        let paths = document
            .get("paths")
            .and_then(Value::as_object)
            .into_iter()
            .flatten();
        let described: BTreeSet<String> = paths
            .flat_map(|(path, operations)| {
                let methods = operations.as_object().into_iter().flatten();
                methods.map(move |(method, _)| format!("{} {path}", method.to_uppercase()))
            })
            .collect();
        let routed = ROUTES
            .iter()
            .map(|route| format!("{} {}", route.method.as_ref(), route.path))
            .collect();
        assert_eq!(described, routed);
        Ok(())
    }
}

//! The health of the service. The description of the interface is a static file,
//! `public/api/openapi.json`.

use serde::Serialize;

use super::answer::{Answer, ApiError, Reply};
use super::context::RequestContext;
use crate::store::d1;

#[derive(Serialize)]
struct Health {
    ok: bool,
}

/// `GET /api/health`: the Worker answers, and its database has its schema.
///
/// # Errors
/// The database has no schema, or cannot be reached.
pub async fn health(context: RequestContext) -> Result<Reply, ApiError> {
    d1::open(&context.env).await?;
    Ok(Answer::ok(&Health { ok: true })?.into())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::Value;

    use crate::http::routes::ROUTES;

    /// The description of the HTTP interface.
    const OPENAPI: &str = include_str!("../../public/api/openapi.json");
    /// The description lists itself too, although no route serves it.
    const ITSELF: &str = "GET /api/openapi.json";

    #[test]
    fn the_description_lists_every_route_and_no_other() -> serde_json::Result<()> {
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
            .chain([ITSELF.to_owned()])
            .collect();
        assert_eq!(described, routed);
        Ok(())
    }
}

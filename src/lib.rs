//! Dormouse: the map and the fetch entry. (Minimal: it proves the tool chain, nothing more.)

// Named one by one: the macros need `wasm_bindgen` in scope beside them.
use worker::{
    Context, DurableObject, Env, Request, Response, Result, State, durable_object, event, wasm_bindgen,
};

/// Answers `/api/health` itself and asks one object of each class.
///
/// # Errors
/// Whatever the platform refuses.
#[event(fetch)]
pub async fn fetch(request: Request, env: Env, _context: Context) -> Result<Response> {
    if request.path() != "/api/health" {
        return Response::error("not found", 404);
    }
    let user = env.durable_object("USERS")?.get_by_name("health")?;
    let conversation = env.durable_object("CONVERSATIONS")?.get_by_name("health")?;
    let one = user.fetch_with_str("https://object/").await?.text().await?;
    let two = conversation.fetch_with_str("https://object/").await?.text().await?;
    Response::ok(format!("{{\"user\":\"{one}\",\"conversation\":\"{two}\"}}"))
}

#[durable_object]
pub struct UserObject {
    _state: State,
}

impl DurableObject for UserObject {
    fn new(state: State, _env: Env) -> Self {
        Self { _state: state }
    }

    async fn fetch(&self, _request: Request) -> Result<Response> {
        Response::ok("ok")
    }
}

#[durable_object]
pub struct ConversationObject {
    _state: State,
}

impl DurableObject for ConversationObject {
    fn new(state: State, _env: Env) -> Self {
        Self { _state: state }
    }

    async fn fetch(&self, _request: Request) -> Result<Response> {
        Response::ok("ok")
    }
}

//! How the Worker (and one object) asks another: typed calls over `fetch`, and the handing over of sockets and streams.
//!
//! Every call is idempotent, so one that failed is asked once more, on a fresh stub (a stub is broken for good after an
//! exception). An overloaded object is not asked again: that would make it worse.
//!
//! What an object must do: a `POST` carries a call as JSON and is answered with status 200 and the answer as JSON. A `GET`
//! with [`CALL_HEADER`] opens: it is answered with 101 or an event stream, or with a JSON answer that is `Refused`.

use js_sys::Reflect;
use serde::{Serialize, de::DeserializeOwned};
use worker::wasm_bindgen::JsValue;
use worker::worker_sys::web_sys::{self, RequestInit};
use worker::{Env, Headers, Request, Response, console_error};

use super::answers::{ConversationAnswer, UserAnswer};
use super::calls::{CALL_HEADER, Opening, ToConversation, ToUser};
use super::gate::{FromGate, ToGate};
use crate::chat::{ConversationId, Refusal, UserId};

/// Objects are addressed by name; the address of a request to one means nothing.
const ADDRESS: &str = "https://object/";
const SWITCHING_PROTOCOLS: u16 = 101;
const EVENT_STREAM: &str = "text/event-stream";

const USERS: &str = "USERS";
const CONVERSATIONS: &str = "CONVERSATIONS";
const GATES: &str = "GATES";

/// Asks a person's object.
///
/// # Errors
/// What the object refused; [`Refusal::Busy`] and [`Refusal::Internal`] when it could not answer.
pub async fn ask_user(env: &Env, user: &UserId, call: &ToUser) -> Result<UserAnswer, Refusal> {
    match ask(env, USERS, user.as_str(), call).await? {
        UserAnswer::Refused { refusal } => Err(refusal),
        answer => Ok(answer),
    }
}

/// Asks a conversation's object.
///
/// # Errors
/// As [`ask_user`].
pub async fn ask_conversation(
    env: &Env,
    conversation: &ConversationId,
    call: &ToConversation,
) -> Result<ConversationAnswer, Refusal> {
    match ask(env, CONVERSATIONS, conversation.as_str(), call).await? {
        ConversationAnswer::Refused { refusal } => Err(refusal),
        answer => Ok(answer),
    }
}

/// Asks the gate of this name. Not idempotent (it counts), and asked again all the same: counting twice errs to the safe side.
///
/// # Errors
/// As [`ask_user`].
pub async fn ask_gate(env: &Env, name: &str, call: &ToGate) -> Result<FromGate, Refusal> {
    match ask(env, GATES, name, call).await? {
        FromGate::Refused { refusal } => Err(refusal),
        answer => Ok(answer),
    }
}

/// Opens a socket or stream at a person's object.
///
/// # Errors
/// As [`ask_user`].
pub async fn open_user(env: &Env, user: &UserId, opening: &Opening) -> Result<Response, Refusal> {
    open(env, USERS, user.as_str(), opening).await
}

/// Opens a socket or stream at a conversation's object.
///
/// # Errors
/// As [`ask_user`].
pub async fn open_conversation(
    env: &Env,
    conversation: &ConversationId,
    opening: &Opening,
) -> Result<Response, Refusal> {
    open(env, CONVERSATIONS, conversation.as_str(), opening).await
}

/// An answer other than expected: ours to mend.
#[must_use]
pub fn unexpected_reply(wanted: &str) -> Refusal {
    console_error!("an object answered something else than {wanted}");
    Refusal::Internal
}

async fn ask<C: Serialize, A: DeserializeOwned>(
    env: &Env,
    class: &str,
    name: &str,
    call: &C,
) -> Result<A, Refusal> {
    let body = serde_json::to_string(call).map_err(|error| fault(class, &error.into()))?;
    let request = || {
        let init = RequestInit::new();
        init.set_method("POST");
        init.set_body(&JsValue::from_str(&body));
        to_object(&init)
    };
    let mut response = send_twice(env, class, name, request).await?;
    let text = response
        .text()
        .await
        .map_err(|error| fault(class, &error))?;
    serde_json::from_str(&text).map_err(|error| fault(class, &error.into()))
}

async fn open(env: &Env, class: &str, name: &str, opening: &Opening) -> Result<Response, Refusal> {
    let call = serde_json::to_string(opening).map_err(|error| fault(class, &error.into()))?;
    // A fresh request: nothing a client sent reaches an object but what `Opening` has room for.
    let request = || {
        let headers = Headers::new();
        headers.set(CALL_HEADER, &call)?;
        if !opening.stream {
            headers.set("upgrade", "websocket")?;
        }
        let init = RequestInit::new();
        init.set_headers(&headers.0);
        to_object(&init)
    };
    let mut response = send_twice(env, class, name, request).await?;
    let kind = response
        .headers()
        .get("content-type")
        .ok()
        .flatten()
        .unwrap_or_default();
    if response.status_code() == SWITCHING_PROTOCOLS || kind.starts_with(EVENT_STREAM) {
        return Ok(response);
    }
    let text = response
        .text()
        .await
        .map_err(|error| fault(class, &error))?;
    match serde_json::from_str(&text).map_err(|error| fault(class, &error.into()))? {
        ConversationAnswer::Refused { refusal } => Err(refusal),
        _ => Err(unexpected_reply("a refusal")),
    }
}

/// A request that only a binding can send. Made without the `worker` crate's own `RequestInit`, which brings along all that
/// Cloudflare can do to a request on its way to another site.
fn to_object(init: &RequestInit) -> worker::Result<Request> {
    Ok(web_sys::Request::new_with_str_and_init(ADDRESS, init)?.into())
}

async fn send_twice(
    env: &Env,
    class: &str,
    name: &str,
    request: impl Fn() -> worker::Result<Request>,
) -> Result<Response, Refusal> {
    match send(env, class, name, request()).await {
        Ok(response) => Ok(response),
        Err(error) if flag(&error, "overloaded") => Err(Refusal::Busy),
        Err(_) => match send(env, class, name, request()).await {
            Ok(response) => Ok(response),
            Err(error) if flag(&error, "overloaded") => Err(Refusal::Busy),
            Err(error) => Err(fault(class, &error)),
        },
    }
}

async fn send(
    env: &Env,
    class: &str,
    name: &str,
    request: worker::Result<Request>,
) -> worker::Result<Response> {
    env.durable_object(class)?
        .get_by_name(name)?
        .fetch_with_request(request?)
        .await
}

/// What the platform says of an exception, in a property of the JavaScript error.
fn flag(error: &worker::Error, name: &str) -> bool {
    let error = error.to_js_value();
    error.is_object()
        && Reflect::get(&error, &JsValue::from_str(name)).is_ok_and(|flag| flag.is_truthy())
}

fn fault(class: &str, error: &worker::Error) -> Refusal {
    console_error!("asking one of {class} failed: {error}");
    Refusal::Internal
}

//! How the Worker and the objects call an object: typed calls over `fetch`, and opening sockets and
//! streams.
//!
//! Repeating a call is harmless, so a failed call is made once more. The repeat uses a fresh stub,
//! because an exception breaks a stub for good. An overloaded object is not asked again, because
//! that would make it worse.
//!
//! A `POST` carries a call, with the call's name in the path. The object answers with the JSON of a
//! `Result` of the reply and a refusal. A `GET` with [`OPENING_HEADER`] opens a socket or stream.
//! The object answers with status 101 or an event stream, or with such a `Result`.

use std::fmt::Display;

use js_sys::Reflect;
use serde::Serialize;
use serde::de::DeserializeOwned;
use worker::wasm_bindgen::JsValue;
use worker::worker_sys::web_sys::{self, ReadableStream, RequestInit};
use worker::{Env, Headers, Request as HttpRequest, Response, console_error};

use super::actor::Request;
use super::call::{Address, Call, OPENING_HEADER, Opening, Unread};
use super::file::calls::{BYTES_HEADER, ChunkHead, Range};
use crate::chat::json::without_contents;
use crate::chat::{FileId, Refusal};

/// Objects are addressed by name, so the host of their requests has no meaning.
const HOST: &str = "https://object/";
const OK: u16 = 200;
const SWITCHING_PROTOCOLS: u16 = 101;
const EVENT_STREAM: &str = "text/event-stream";

/// Calls an object.
///
/// # Errors
/// The object's refusal; [`Refusal::Busy`] or [`Refusal::Internal`] when it could not answer.
pub async fn ask<C: Call>(env: &Env, to: &C::To, call: &C) -> Result<C::Reply, Refusal> {
    let unread = perform(env, &Request::new(to, call)?).await?;
    serde_json::from_str(unread.get()).map_err(|error| unreadable(C::NAME, &error))
}

/// Performs a request.
///
/// # Errors
/// As [`ask`].
pub async fn perform(env: &Env, request: &Request) -> Result<Unread, Refusal> {
    read(&send(env, request).await?, request.call)?
}

/// Opens a socket or stream at an object.
///
/// # Errors
/// As [`ask`].
pub fn open<T: Address>(
    env: &Env,
    to: &T,
    opening: &Opening,
) -> impl Future<Output = Result<Response, Refusal>> {
    open_at(env, T::BINDING, to.name(), opening)
}

/// Passes the bytes of a chunk on to a file's object. It is tried once, because a body can only be
/// read once.
///
/// # Errors
/// As [`ask`].
pub async fn send_bytes(
    env: &Env,
    file: &FileId,
    head: &ChunkHead,
    body: Option<&ReadableStream>,
) -> Result<(), Refusal> {
    let init = bytes_init(head, "PUT")?;
    if let Some(body) = body {
        init.set_body(body);
    }
    let request = to_object("chunk", &init);
    let sent = fetch(env, FileId::BINDING, file.as_str(), request).await;
    let mut response = sent.map_err(|error| fault("a chunk", &error))?;
    let text = response.text().await;
    let text = text.map_err(|error| fault("a chunk", &error))?;
    read::<Result<(), Refusal>>(&text, "a chunk")?
}

/// Asks a file's object for a part of its bytes.
///
/// # Errors
/// As [`ask`].
pub async fn read_bytes(env: &Env, file: &FileId, range: &Range) -> Result<Response, Refusal> {
    let init = bytes_init(range, "GET")?;
    let request = || to_object("", &init);
    let mut response = fetch_twice(env, FileId::BINDING, file.as_str(), request).await?;
    if response.status_code() == OK {
        return Ok(response);
    }
    let text = response.text().await;
    let text = text.map_err(|error| fault("bytes", &error))?;
    let refused: Result<(), Refusal> = read(&text, "bytes")?;
    Err(refused.err().unwrap_or(Refusal::Internal))
}

fn bytes_init(head: &impl Serialize, method: &str) -> Result<RequestInit, Refusal> {
    let head = serde_json::to_string(head).map_err(|_| Refusal::Internal)?;
    let headers = Headers::new();
    let set = headers.set(BYTES_HEADER, &head);
    set.map_err(|error| fault("bytes", &error))?;
    let init = RequestInit::new();
    init.set_method(method);
    init.set_headers(&headers.0);
    Ok(init)
}

async fn open_at(
    env: &Env,
    binding: &str,
    name: &str,
    opening: &Opening,
) -> Result<Response, Refusal> {
    let opening_text = serde_json::to_string(opening).map_err(|_| Refusal::Internal)?;
    // The request is new, so an object sees only those parts of the client's request that `Opening`
    // has.
    let request = || {
        let headers = Headers::new();
        headers.set(OPENING_HEADER, &opening_text)?;
        if !opening.stream {
            headers.set("upgrade", "websocket")?;
        }
        let init = RequestInit::new();
        init.set_headers(&headers.0);
        to_object("", &init)
    };
    let mut response = fetch_twice(env, binding, name, request).await?;
    let kind = response.headers().get("content-type").ok().flatten();
    let is_stream = kind.is_some_and(|kind| kind.starts_with(EVENT_STREAM));
    if response.status_code() == SWITCHING_PROTOCOLS || is_stream {
        return Ok(response);
    }
    let text = response
        .text()
        .await
        .map_err(|error| fault("an opening", &error))?;
    let refused: Result<(), Refusal> = read(&text, "an opening")?;
    Err(refused.err().unwrap_or(Refusal::Internal))
}

async fn send(env: &Env, request: &Request) -> Result<String, Refusal> {
    let http = || {
        let init = RequestInit::new();
        init.set_method("POST");
        init.set_body(&JsValue::from_str(&request.body));
        to_object(request.call, &init)
    };
    let mut response = fetch_twice(env, request.binding, &request.to, http).await?;
    response
        .text()
        .await
        .map_err(|error| fault(request.call, &error))
}

fn read<T: DeserializeOwned>(text: &str, call: &str) -> Result<T, Refusal> {
    serde_json::from_str(text).map_err(|error| unreadable(call, &error))
}

/// Logs a reply that is not the expected JSON. The log leaves the text out, because it may be a
/// message.
fn unreadable(call: &str, error: &serde_json::Error) -> Refusal {
    fault(call, &without_contents(error))
}

/// A request to an object. It avoids the `worker` crate's own `RequestInit`, which pulls in every
/// Cloudflare option for requests to other sites.
fn to_object(path: &str, init: &RequestInit) -> worker::Result<HttpRequest> {
    let address = format!("{HOST}{path}");
    Ok(web_sys::Request::new_with_str_and_init(&address, init)?.into())
}

async fn fetch_twice(
    env: &Env,
    binding: &str,
    name: &str,
    request: impl Fn() -> worker::Result<HttpRequest>,
) -> Result<Response, Refusal> {
    match fetch(env, binding, name, request()).await {
        Ok(response) => Ok(response),
        Err(error) if flag(&error, "overloaded") => Err(Refusal::Busy),
        Err(_) => match fetch(env, binding, name, request()).await {
            Ok(response) => Ok(response),
            Err(error) if flag(&error, "overloaded") => Err(Refusal::Busy),
            Err(error) => Err(fault(binding, &error)),
        },
    }
}

async fn fetch(
    env: &Env,
    binding: &str,
    name: &str,
    request: worker::Result<HttpRequest>,
) -> worker::Result<Response> {
    env.durable_object(binding)?
        .get_by_name(name)?
        .fetch_with_request(request?)
        .await
}

/// Whether the platform set a flag on an exception, as a property of the JavaScript error.
fn flag(error: &worker::Error, name: &str) -> bool {
    let error = error.to_js_value();
    error.is_object()
        && Reflect::get(&error, &JsValue::from_str(name)).is_ok_and(|flag| flag.is_truthy())
}

fn fault(what: &str, error: &dyn Display) -> Refusal {
    console_error!("dormouse: the call {what} failed: {error}");
    Refusal::Internal
}

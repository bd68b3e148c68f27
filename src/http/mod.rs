//! The Worker's HTTP interface: requests in, answers out. The rules live in `chat`; the data lives
//! in the objects and in D1. A request becomes a typed call here, and the reply becomes the answer.

mod accounts;
mod address;
mod answer;
mod concurrency;
mod config;
mod context;
mod conversations;
mod file_answer;
mod files;
mod groups;
mod label;
mod live;
mod members;
mod messages;
mod meta;
mod origin;
mod people;
mod posts;
mod profile;
mod range;
mod routes;
mod search;
mod session;
mod sessions;
mod url;
#[cfg(test)]
mod wire_types;

use worker::{Env, Request, Response, console_error};

use crate::chat::Refusal;
use answer::{Answer, ApiError, Reply};
use context::RequestContext;
use routes::{HEAD, Match};
use url::Url;

/// Answers one request. A request that the client got wrong is answered with a refusal.
///
/// # Errors
/// The platform cannot make a response.
pub async fn fetch(request: Request, env: Env) -> worker::Result<Response> {
    let (url, method) = (Url::new(request.inner().url()), request.inner().method());
    let is_secure = url.is_secure();
    let reply = match attend(request, env, url, &method).await {
        Ok(reply) => reply,
        Err(error) => {
            if let ApiError::Fault(cause) = &error {
                console_error!("a request failed: {cause}");
            }
            Answer::refusing(&error)?.into()
        }
    };
    let reply = match reply {
        Reply::Answer(answer) if method == HEAD => answer.without_body().into(),
        reply => reply,
    };
    reply.into_response(is_secure)
}

async fn attend(request: Request, env: Env, url: Url, method: &str) -> Result<Reply, ApiError> {
    if !url.is_secure() && !url.is_loopback() && !config::allows_http(&env) {
        return Err(Refusal::HttpsRequired.into());
    }
    let (route, captured) = match routes::find(method, &request.path()) {
        Match::Route(route, captured) => (route, captured),
        Match::OtherMethods(allow) => return Err(ApiError::Method(allow)),
        Match::Nothing => return Err(Refusal::NotFound.into()),
    };
    let context = RequestContext::new(request, env, url, captured);
    // This comes before the request is read, looked up, or passed on to an object.
    session::check_origin(&context, route.is_socket())?;
    (route.handle)(context).await
}

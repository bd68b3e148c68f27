//! How it is reached: requests in, answers out. The rules live in `chat`, the truth in the objects and in D1; here a request
//! is read into a typed call, and what comes back is told.

mod accounts;
mod address;
mod answer;
mod config;
mod conversations;
mod crowd;
mod groups;
mod label;
mod live;
mod members;
mod meta;
mod origin;
mod people;
mod posts;
mod routes;
mod session;
mod sessions;
mod url;
mod visit;

use worker::{Env, Request, Response, console_error};

use crate::chat::Refusal;
use answer::{Answer, No, Reply};
use routes::Match;
use visit::Visit;

/// Answers one request. Never errs for anything a client did.
///
/// # Errors
/// Only when the platform cannot even make a response.
pub async fn fetch(request: Request, env: Env) -> worker::Result<Response> {
    match attend(request, env).await {
        Ok(Reply::Answer(answer)) => answer.into_response(),
        Ok(Reply::Passed(response)) => Ok(response),
        Err(no) => {
            if let No::Fault(cause) = &no {
                console_error!("a request failed: {cause}");
            }
            Answer::refusing(&no)?.into_response()
        }
    }
}

async fn attend(request: Request, env: Env) -> Result<Reply, No> {
    let (route, captured) = match routes::find(&request.method(), &request.path()) {
        Match::Route(route, captured) => (route, captured),
        Match::OtherMethods(allow) => return Err(No::Method(allow)),
        Match::Nothing => return Err(Refusal::NotFound.into()),
    };
    let visit = Visit::new(request, env, captured);
    // Before anything is read, looked up or woken.
    session::check_origin(&visit, route.is_socket())?;
    (route.handle)(visit).await
}

//! Sockets, streams and polls: finds out who asks, and passes the request on to the object. What is
//! refused here wakes no object.

use std::time::Duration;

use serde::Serialize;
use worker::Delay;

use super::answer::{Answer, ApiError, Reply};
use super::context::RequestContext;
use super::conversations::{asked, done, show};
use super::session;
use crate::chat::{Person, Principal, Refusal, SessionId};
use crate::objects::actor::Request;
use crate::objects::ask::{open, perform};
use crate::objects::call::{Address, Opening, Unread};
use crate::objects::conversation::calls::{Poll, StreamFrame};
use crate::objects::user::calls::{Inbox, InboxPage};

/// The longest cursor or epoch that is passed on, in characters. Ours are shorter.
const CURSOR_CHARS: usize = 64;
/// Replaces a cursor that would not fit into a header. The conversation object rejects it as
/// garbage.
const GARBAGE: &str = "?";

/// Waits of the inbox between two checks, in ms, while conversations report what came during an
/// absence. The first wait is usually enough. An unreachable conversation delays the answer by the
/// sum at most.
const CATCHING_UP: [u64; 4] = [50, 150, 300, 1_000];

#[derive(Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[cfg_attr(test, ts(optional_fields))]
pub(super) struct WholeInbox {
    you: Person,
    #[serde(skip_serializing_if = "Option::is_none")]
    session: Option<SessionId>,
    #[cfg_attr(test, ts(as = "Vec<crate::chat::frames::InboxEntry>"))]
    inbox: Unread,
}

/// `GET /api/inbox`.
///
/// # Errors
/// [`Refusal::NotSignedIn`].
pub async fn inbox(context: RequestContext) -> Result<Reply, ApiError> {
    let principal = session::principal(&context).await?;
    let (you, session) = (principal.person().clone(), principal.session().cloned());
    let request = Request::new(&you.id, &Inbox { principal })?;
    let mut waits = CATCHING_UP.into_iter();
    loop {
        let reply = perform(&context.env, &request).await?;
        let page: InboxPage<Unread> = context.parse(reply.get())?;
        if let Some(wait) = waits.next().filter(|_| page.catching_up) {
            Delay::from(Duration::from_millis(wait)).await;
            continue;
        }
        let inbox = page.inbox;
        return Ok(Answer::ok(&WholeInbox {
            you,
            session,
            inbox,
        })?
        .into());
    }
}

/// `GET /socket`.
///
/// # Errors
/// [`Refusal::NotUpgrade`], [`Refusal::NotSignedIn`].
pub async fn user_socket(context: RequestContext) -> Result<Reply, ApiError> {
    upgrade(&context)?;
    open_own(&context, false).await
}

/// `GET /stream`.
///
/// # Errors
/// [`Refusal::NotSignedIn`].
pub async fn user_stream(context: RequestContext) -> Result<Reply, ApiError> {
    open_own(&context, true).await
}

/// `GET /conversations/{id}/socket`.
///
/// # Errors
/// [`Refusal::NotUpgrade`], [`Refusal::NotSignedIn`], and what the object refuses.
pub async fn conversation_socket(context: RequestContext) -> Result<Reply, ApiError> {
    upgrade(&context)?;
    open_conversation(&context, false).await
}

/// `GET /conversations/{id}/stream`.
///
/// # Errors
/// [`Refusal::NotSignedIn`], and what the object refuses.
pub async fn conversation_stream(context: RequestContext) -> Result<Reply, ApiError> {
    open_conversation(&context, true).await
}

/// `GET /conversations/{id}/poll`.
///
/// # Errors
/// [`Refusal::NotSignedIn`], and what the object refuses.
pub async fn conversation_poll(context: RequestContext) -> Result<Reply, ApiError> {
    let (id, principal) = asked(&context).await?;
    let (since, epoch) = (cursor(&context, "since"), cursor(&context, "epoch"));
    let call = Poll {
        principal,
        since,
        epoch,
    };
    show(&context, &id, &call).await
}

/// `POST /conversations/{id}/stream/{stream}`.
///
/// # Errors
/// [`Refusal::NotSignedIn`], [`Refusal::BadRequest`], and what the object refuses.
pub async fn stream_frame(mut context: RequestContext) -> Result<Reply, ApiError> {
    let (id, principal) = asked(&context).await?;
    let frame = context.text().await?;
    let stream = context.piece(1).to_owned();
    let call = StreamFrame {
        principal,
        stream,
        frame,
    };
    done(&context, &id, &call).await
}

fn upgrade(context: &RequestContext) -> Result<(), ApiError> {
    let is_upgrade = context
        .header("upgrade")
        .is_some_and(|to| to.eq_ignore_ascii_case("websocket"));
    if is_upgrade {
        Ok(())
    } else {
        Err(Refusal::NotUpgrade.into())
    }
}

async fn open_own(context: &RequestContext, stream: bool) -> Result<Reply, ApiError> {
    let principal = session::principal(context).await?;
    let user = principal.user().clone();
    open_at(context, &user, principal, stream).await
}

async fn open_conversation(context: &RequestContext, stream: bool) -> Result<Reply, ApiError> {
    let (id, principal) = asked(context).await?;
    open_at(context, &id, principal, stream).await
}

async fn open_at<T: Address>(
    context: &RequestContext,
    to: &T,
    principal: Principal,
    stream: bool,
) -> Result<Reply, ApiError> {
    let opening = Opening {
        principal,
        since: cursor(context, "since"),
        epoch: cursor(context, "epoch"),
        stream,
    };
    Ok(Reply::Passed(open(&context.env, to, &opening).await?))
}

/// The client's cursor as it was written. The conversation object judges it.
fn cursor(context: &RequestContext, name: &str) -> Option<String> {
    let parameters: Vec<(String, String)> = context.query().ok()?;
    let (_, text) = parameters.into_iter().find(|(key, _)| key == name)?;
    let is_plain = text.len() <= CURSOR_CHARS && text.bytes().all(|byte| byte.is_ascii_graphic());
    Some(if is_plain { text } else { GARBAGE.to_owned() })
}

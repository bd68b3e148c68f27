//! Sockets and streams: told who it is, handed to the object that holds them. What is refused here wakes nobody.

use std::time::Duration;

use serde::Serialize;
use worker::{Delay, Response};

use super::answer::{Answer, ApiError, Reply};
use super::context::RequestContext;
use super::conversations::{asked, done};
use super::session;
use crate::chat::{Person, Refusal, SessionId};
use crate::objects::answers::{Unread, UserAnswer};
use crate::objects::ask::{
    ask_conversation, ask_user, open_conversation, open_user, unexpected_reply,
};
use crate::objects::calls::{Caller, Opening, ToConversation, ToUser};

/// Characters of a cursor or an epoch that are looked at; ours are shorter.
const CURSOR_CHARS: usize = 64;
/// Stands for a cursor that cannot even be handed on in a header: the conversation will call it garbage.
const GARBAGE: &str = "?";

/// How long the inbox waits for conversations that told nothing while nobody was home, in ms, from one look to the next. Mostly the
/// first is enough; one that cannot be reached keeps nobody for longer than the sum.
const CATCHING_UP: [u64; 4] = [50, 150, 300, 1_000];

#[derive(Serialize)]
struct Desk {
    you: Person,
    session: SessionId,
    inbox: Unread,
}

/// `GET /api/inbox`.
///
/// # Errors
/// [`Refusal::NotSignedIn`].
pub async fn inbox(context: RequestContext) -> Result<Reply, ApiError> {
    let caller = session::caller(&context).await?;
    let Caller {
        person: you,
        session,
    } = caller.clone();
    let call = ToUser::Inbox { caller };
    let mut waits = CATCHING_UP.into_iter();
    loop {
        match ask_user(&context.env, &you.id, &call).await? {
            UserAnswer::Inbox { inbox, catching_up } => {
                match waits.next().filter(|_| catching_up) {
                    Some(wait) => Delay::from(Duration::from_millis(wait)).await,
                    None => {
                        return Ok(Answer::ok(&Desk {
                            you,
                            session,
                            inbox,
                        })?
                        .into());
                    }
                }
            }
            _ => return Err(unexpected_reply("an inbox").into()),
        }
    }
}

/// `GET /socket`.
///
/// # Errors
/// [`Refusal::NotUpgrade`], [`Refusal::NotSignedIn`].
pub async fn user_socket(context: RequestContext) -> Result<Reply, ApiError> {
    upgrade(&context)?;
    open_mine(&context, false).await
}

/// `GET /stream`.
///
/// # Errors
/// [`Refusal::NotSignedIn`].
pub async fn user_stream(context: RequestContext) -> Result<Reply, ApiError> {
    open_mine(&context, true).await
}

/// `GET /conversations/{id}/socket`.
///
/// # Errors
/// [`Refusal::NotUpgrade`], [`Refusal::NotSignedIn`], and what the object refuses.
pub async fn conversation_socket(context: RequestContext) -> Result<Reply, ApiError> {
    upgrade(&context)?;
    open_conversations(&context, false).await
}

/// `GET /conversations/{id}/stream`.
///
/// # Errors
/// [`Refusal::NotSignedIn`], and what the object refuses.
pub async fn conversation_stream(context: RequestContext) -> Result<Reply, ApiError> {
    open_conversations(&context, true).await
}

/// `POST /conversations/{id}/stream/{stream}`.
///
/// # Errors
/// [`Refusal::NotSignedIn`], [`Refusal::BadRequest`], and what the object refuses.
pub async fn stream_frame(mut context: RequestContext) -> Result<Reply, ApiError> {
    let (id, caller) = asked(&context).await?;
    let frame = context.text().await?;
    let stream = context.piece(1).to_owned();
    let call = ToConversation::StreamFrame {
        caller,
        stream,
        frame,
    };
    done(&ask_conversation(&context.env, &id, &call).await?)
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

async fn open_mine(context: &RequestContext, stream: bool) -> Result<Reply, ApiError> {
    let caller = session::caller(context).await?;
    let user = caller.person.id.clone();
    passed(
        open_user(
            &context.env,
            &user,
            &Opening {
                caller,
                since: None,
                epoch: None,
                stream,
            },
        )
        .await,
    )
}

async fn open_conversations(context: &RequestContext, stream: bool) -> Result<Reply, ApiError> {
    let (id, caller) = asked(context).await?;
    let (since, epoch) = (cursor(context, "since"), cursor(context, "epoch"));
    passed(
        open_conversation(
            &context.env,
            &id,
            &Opening {
                caller,
                since,
                epoch,
                stream,
            },
        )
        .await,
    )
}

fn passed(opened: Result<Response, Refusal>) -> Result<Reply, ApiError> {
    opened.map(Reply::Passed).map_err(ApiError::from)
}

/// What a client wrote of where it was; the conversation judges it.
fn cursor(context: &RequestContext, name: &str) -> Option<String> {
    let parameters: Vec<(String, String)> = context.query().ok()?;
    let (_, text) = parameters.into_iter().find(|(key, _)| key == name)?;
    let is_plain = text.len() <= CURSOR_CHARS && text.bytes().all(|byte| byte.is_ascii_graphic());
    Some(if is_plain { text } else { GARBAGE.to_owned() })
}

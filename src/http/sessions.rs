//! A person's own sessions: which there are, and ending them.
//!
//! Ended first at the person's object, which remembers it, closes its sockets and lets none of it in again; then where it is
//! looked up. Should the second fail, the session is still there to try again with.

use serde::Serialize;

use super::accounts::Named;
use super::answer::{Answer, ApiError, Reply};
use super::context::RequestContext;
use super::session::{self, LIFE};
use crate::chat::{Person, Refusal, SessionId, UserId};
use crate::objects::ask::ask;
use crate::objects::user::calls::EndSessions;
use crate::store::d1;
use crate::store::d1::sessions;

#[derive(Serialize)]
struct Me<'a> {
    you: &'a Person,
    session: Named<'a>,
}

#[derive(Serialize)]
struct Sessions {
    sessions: Vec<ShownSession>,
}

#[derive(Serialize)]
struct ShownSession {
    id: String,
    label: String,
    created_at: u64,
    used_at: u64,
    current: bool,
}

/// `GET /api/me`.
///
/// # Errors
/// [`Refusal::NotSignedIn`].
pub async fn me(context: RequestContext) -> Result<Reply, ApiError> {
    let me = session::signed_in(&context).await?;
    Ok(Answer::ok(&Me {
        you: &me.person,
        session: Named { id: &me.session },
    })?
    .into())
}

/// `GET /api/sessions`.
///
/// # Errors
/// [`Refusal::NotSignedIn`].
pub async fn list(context: RequestContext) -> Result<Reply, ApiError> {
    let me = session::signed_in(&context).await?;
    let db = d1::open(&context.env).await?;
    let rows = sessions::list(&db, &me.person.id, context.now.saturating_sub(LIFE)).await?;
    let listed = |row: sessions::SessionRow| ShownSession {
        current: row.id == me.session.as_str(),
        id: row.id,
        label: row.label,
        created_at: row.created_at,
        used_at: row.used_at,
    };
    Ok(Answer::ok(&Sessions {
        sessions: rows.into_iter().map(listed).collect(),
    })?
    .into())
}

/// `DELETE /api/session`.
///
/// # Errors
/// [`Refusal::NotSignedIn`].
pub async fn sign_out(context: RequestContext) -> Result<Reply, ApiError> {
    let me = session::signed_in(&context).await?;
    let session = me.session.clone();
    close_sockets(&context, &me.person.id, vec![me.session]).await?;
    sessions::end(&d1::open(&context.env).await?, &me.person.id, &session).await?;
    Ok(Answer::done()
        .with_header("set-cookie", session::set_cookie(&context.url, None))
        .into())
}

/// `DELETE /api/sessions/{id}`.
///
/// # Errors
/// [`Refusal::NotSignedIn`], [`Refusal::NotFound`].
pub async fn end(context: RequestContext) -> Result<Reply, ApiError> {
    let me = session::signed_in(&context).await?;
    let session = SessionId::parse(context.piece(0)).ok_or(Refusal::NotFound)?;
    // Whether there is such a session or not: only the caller's own sockets can close.
    close_sockets(&context, &me.person.id, vec![session.clone()]).await?;
    let was_there = sessions::end(&d1::open(&context.env).await?, &me.person.id, &session).await?;
    if was_there {
        Ok(Answer::done().into())
    } else {
        Err(Refusal::NotFound.into())
    }
}

/// `DELETE /api/sessions`: all but this one.
///
/// # Errors
/// [`Refusal::NotSignedIn`].
pub async fn end_others(context: RequestContext) -> Result<Reply, ApiError> {
    let me = session::signed_in(&context).await?;
    let db = d1::open(&context.env).await?;
    let others = sessions::others(&db, &me.person.id, &me.session).await?;
    if !others.is_empty() {
        close_sockets(&context, &me.person.id, others).await?;
    }
    // One that began in between is among these only, and repeated ones change nothing.
    let ended = sessions::end_others(&db, &me.person.id, &me.session).await?;
    if !ended.is_empty() {
        close_sockets(&context, &me.person.id, ended).await?;
    }
    Ok(Answer::done().into())
}

async fn close_sockets(
    context: &RequestContext,
    user: &UserId,
    sessions: Vec<SessionId>,
) -> Result<(), ApiError> {
    let call = EndSessions {
        user: user.clone(),
        sessions,
    };
    ask(&context.env, user, &call).await.map_err(ApiError::from)
}

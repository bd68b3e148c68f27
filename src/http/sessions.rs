//! A person's own sessions: listing and ending them.
//!
//! The user object ends a session first: it stores the end, closes the session's sockets, and
//! refuses new ones. Then D1 forgets the session. If that fails, D1 still has it, so the client can
//! try again. A session of another person wakes no object.

use serde::Serialize;

use super::accounts::Named;
use super::answer::{Answer, ApiError, Reply};
use super::context::RequestContext;
use super::session;
use crate::chat::limits::SESSION_LIFE;
use crate::chat::{Person, Profile, Refusal, SessionId, UserId};
use crate::objects::ask::ask;
use crate::objects::user::calls::EndSessions;
use crate::store::d1;
use crate::store::d1::sessions;

#[derive(Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[cfg_attr(test, ts(optional_fields))]
pub(super) struct Me<'a> {
    you: &'a Person,
    session: Named<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    profile: Option<&'a Profile>,
}

impl<'a> Me<'a> {
    fn of(me: &'a session::SignedIn) -> Self {
        Self {
            you: &me.person,
            session: Named { id: &me.session },
            profile: me.profile.as_ref(),
        }
    }
}

/// Whether a person is signed in, and who. It is [`Me`] for a page that has just opened: to be
/// signed out is no error there, and browsers would report one.
#[derive(Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "CurrentSession"))]
#[serde(untagged)]
pub(super) enum Current<'a> {
    SignedIn(Me<'a>),
    /// `you` is `null`.
    SignedOut {
        you: (),
    },
}

#[derive(Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub(super) struct Sessions {
    sessions: Vec<ShownSession>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
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
    Ok(Answer::ok(&Me::of(&me))?.into())
}

/// `GET /api/session`. Without a token or cookie it does not ask D1.
///
/// # Errors
/// None of its own.
pub async fn current(context: RequestContext) -> Result<Reply, ApiError> {
    let me = match session::signed_in(&context).await {
        Ok(me) => me,
        Err(ApiError::Refused(Refusal::NotSignedIn)) => {
            return Ok(Answer::ok(&Current::SignedOut { you: () })?.into());
        }
        Err(error) => return Err(error),
    };
    Ok(Answer::ok(&Current::SignedIn(Me::of(&me)))?.into())
}

/// `GET /api/sessions`.
///
/// # Errors
/// [`Refusal::NotSignedIn`].
pub async fn list(context: RequestContext) -> Result<Reply, ApiError> {
    let me = session::signed_in(&context).await?;
    let db = d1::open(&context.env).await?;
    let rows = sessions::list(&db, &me.person.id, context.now.saturating_sub(SESSION_LIFE)).await?;
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
    end_everywhere(&context, &me.person.id, &[me.session]).await?;
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
    if !sessions::exists(&d1::open(&context.env).await?, &me.person.id, &session).await? {
        return Err(Refusal::NotFound.into());
    }
    end_everywhere(&context, &me.person.id, &[session]).await?;
    Ok(Answer::done().into())
}

/// `DELETE /api/sessions`: ends all but this one. A session that begins meanwhile stays.
///
/// # Errors
/// [`Refusal::NotSignedIn`].
pub async fn end_others(context: RequestContext) -> Result<Reply, ApiError> {
    let me = session::signed_in(&context).await?;
    let db = d1::open(&context.env).await?;
    let others = sessions::others(&db, &me.person.id, &me.session).await?;
    end_everywhere(&context, &me.person.id, &others).await?;
    Ok(Answer::done().into())
}

/// Ends the session of the request's cookie, whichever person it belongs to.
///
/// # Errors
/// As [`end_everywhere`].
pub async fn end_of_cookie(context: &RequestContext) -> Result<(), ApiError> {
    let Some(token) = session::cookie_token(context) else {
        return Ok(());
    };
    let db = d1::open(&context.env).await?;
    // An expired session counts too, so no age is too old.
    match sessions::find(&db, &token.hash(), 0).await? {
        Some(it) => end_everywhere(context, &it.person.id, &[it.session]).await,
        None => Ok(()),
    }
}

/// Ends sessions of a person.
///
/// # Errors
/// What the user object refuses. The sessions then stay.
pub async fn end_everywhere(
    context: &RequestContext,
    user: &UserId,
    sessions: &[SessionId],
) -> Result<(), ApiError> {
    if sessions.is_empty() {
        return Ok(());
    }
    let call = EndSessions {
        user: user.clone(),
        sessions: sessions.to_vec(),
    };
    ask(&context.env, user, &call).await?;
    let db = d1::open(&context.env).await?;
    Ok(sessions::end(&db, user, sessions).await?)
}

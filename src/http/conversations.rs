//! A conversation as a whole: opening, showing and renaming it, joining and leaving. Its object has
//! the rules.

use serde::Deserialize;

use super::answer::{Answer, ApiError, Reply};
use super::context::RequestContext;
use super::session;
use crate::chat::{ConversationId, Principal, Refusal, UserId};
use crate::objects::actor::Request;
use crate::objects::ask::perform;
use crate::objects::call::Call;
use crate::objects::conversation::calls::{Get, Join, Leave, OpenDirect, Rename};
use crate::store::d1::{self, people};

#[derive(Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub(super) struct With {
    user: UserId,
}

#[derive(Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[cfg_attr(test, ts(optional_fields))]
#[serde(deny_unknown_fields)]
pub(super) struct NewName {
    #[serde(default)]
    title: Option<String>,
    #[serde(default)]
    topic: Option<String>,
}

/// `POST /api/direct`.
///
/// # Errors
/// [`Refusal::NotSignedIn`]; [`Refusal::NotFound`] when there is no such person;
/// [`Refusal::BadRequest`] for oneself.
pub async fn open_direct(mut context: RequestContext) -> Result<Reply, ApiError> {
    let principal = session::principal(&context).await?;
    let With { user } = context.body().await?;
    let id = ConversationId::direct(principal.user(), &user).ok_or_else(|| {
        Refusal::BadRequest("a direct conversation needs another person.".to_owned())
    })?;
    let (other, profile) = people::find(&d1::open(&context.env).await?, &user)
        .await?
        .ok_or(Refusal::NotFound)?;
    let call = OpenDirect {
        principal,
        other,
        profile,
    };
    show(&context, &id, &call).await
}

/// `GET /api/conversations/{id}`.
///
/// # Errors
/// [`Refusal::NotSignedIn`], and what the object refuses.
pub async fn get(context: RequestContext) -> Result<Reply, ApiError> {
    let (id, principal) = asked(&context).await?;
    show(&context, &id, &Get { principal }).await
}

/// `PATCH /api/conversations/{id}`.
///
/// # Errors
/// [`Refusal::NotSignedIn`], and what the object refuses.
pub async fn rename(mut context: RequestContext) -> Result<Reply, ApiError> {
    let (id, principal) = asked(&context).await?;
    let NewName { title, topic } = context.body().await?;
    let call = Rename {
        principal,
        title,
        topic,
    };
    show(&context, &id, &call).await
}

/// `POST /api/conversations/{id}/join`.
///
/// # Errors
/// [`Refusal::NotSignedIn`], and what the object refuses.
pub async fn join(context: RequestContext) -> Result<Reply, ApiError> {
    let (id, principal) = asked(&context).await?;
    show(&context, &id, &Join { principal }).await
}

/// `POST /api/conversations/{id}/leave`.
///
/// # Errors
/// [`Refusal::NotSignedIn`], and what the object refuses.
pub async fn leave(context: RequestContext) -> Result<Reply, ApiError> {
    let (id, principal) = asked(&context).await?;
    done(&context, &id, &Leave { principal }).await
}

/// The conversation that the request is about, and the principal who asks. The id of a direct
/// conversation names its two people, so a third person is refused without waking its object.
///
/// # Errors
/// [`Refusal::NotSignedIn`], [`Refusal::NotFound`].
pub async fn asked(context: &RequestContext) -> Result<(ConversationId, Principal), ApiError> {
    let principal = session::principal(context).await?;
    let id = context.conversation()?;
    let pair = id.pair();
    if pair.is_some_and(|(one, other)| ![one, other].contains(principal.user())) {
        return Err(Refusal::NotFound.into());
    }
    Ok((id, principal))
}

/// Makes a call and answers 200 with the reply as it is.
///
/// # Errors
/// What the object refuses.
pub fn show<C: Call<To = ConversationId>>(
    context: &RequestContext,
    id: &ConversationId,
    call: &C,
) -> impl Future<Output = Result<Reply, ApiError>> {
    // The future does not depend on the type of the call, so it is compiled only once.
    show_reply(context, Request::new(id, call))
}

/// Makes a call and answers 204.
///
/// # Errors
/// What the object refuses.
pub fn done<C: Call<To = ConversationId, Reply = ()>>(
    context: &RequestContext,
    id: &ConversationId,
    call: &C,
) -> impl Future<Output = Result<Reply, ApiError>> {
    perform_only(context, Request::new(id, call))
}

async fn show_reply(
    context: &RequestContext,
    request: Result<Request, Refusal>,
) -> Result<Reply, ApiError> {
    Ok(Answer::ok(&perform(&context.env, &request?).await?)?.into())
}

async fn perform_only(
    context: &RequestContext,
    request: Result<Request, Refusal>,
) -> Result<Reply, ApiError> {
    perform(&context.env, &request?).await?;
    Ok(Answer::done().into())
}

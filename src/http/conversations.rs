//! A conversation as a whole: opening, looking, renaming, coming and going. The rules live in its object.

use serde::Deserialize;

use super::answer::{Answer, ApiError, Reply};
use super::context::RequestContext;
use super::session;
use crate::chat::{ConversationId, Refusal, UserId};
use crate::objects::answers::ConversationAnswer;
use crate::objects::ask::{ask_conversation, unexpected_reply};
use crate::objects::calls::{Caller, ToConversation};
use crate::store::d1::{self, people};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct With {
    user: UserId,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NewName {
    #[serde(default)]
    title: Option<String>,
    #[serde(default)]
    topic: Option<String>,
}

/// `POST /api/direct`.
///
/// # Errors
/// [`Refusal::NotSignedIn`]; [`Refusal::NotFound`] for a person who is not there; [`Refusal::BadRequest`] for oneself.
pub async fn open_direct(mut context: RequestContext) -> Result<Reply, ApiError> {
    let caller = session::caller(&context).await?;
    let With { user } = context.body().await?;
    let id = ConversationId::direct(&caller.person.id, &user).ok_or_else(|| {
        Refusal::BadRequest("a direct conversation is with somebody else.".to_owned())
    })?;
    let other = people::find(&d1::open(&context.env).await?, &user)
        .await?
        .ok_or(Refusal::NotFound)?;
    told(
        ask_conversation(
            &context.env,
            &id,
            &ToConversation::OpenDirect { caller, other },
        )
        .await?,
    )
}

/// `GET /api/conversations/{id}`.
///
/// # Errors
/// [`Refusal::NotSignedIn`], and what the object refuses.
pub async fn get(context: RequestContext) -> Result<Reply, ApiError> {
    let (id, caller) = asked(&context).await?;
    told(ask_conversation(&context.env, &id, &ToConversation::Get { caller }).await?)
}

/// `PATCH /api/conversations/{id}`.
///
/// # Errors
/// [`Refusal::NotSignedIn`], and what the object refuses.
pub async fn rename(mut context: RequestContext) -> Result<Reply, ApiError> {
    let (id, caller) = asked(&context).await?;
    let NewName { title, topic } = context.body().await?;
    told(
        ask_conversation(
            &context.env,
            &id,
            &ToConversation::Rename {
                caller,
                title,
                topic,
            },
        )
        .await?,
    )
}

/// `POST /api/conversations/{id}/join`.
///
/// # Errors
/// [`Refusal::NotSignedIn`], and what the object refuses.
pub async fn join(context: RequestContext) -> Result<Reply, ApiError> {
    let (id, caller) = asked(&context).await?;
    told(ask_conversation(&context.env, &id, &ToConversation::Join { caller }).await?)
}

/// `POST /api/conversations/{id}/leave`.
///
/// # Errors
/// [`Refusal::NotSignedIn`], and what the object refuses.
pub async fn leave(context: RequestContext) -> Result<Reply, ApiError> {
    let (id, caller) = asked(&context).await?;
    done(&ask_conversation(&context.env, &id, &ToConversation::Leave { caller }).await?)
}

/// Who asks about which conversation. Somebody else's direct conversation is known by its name, and nobody is woken.
///
/// # Errors
/// [`Refusal::NotSignedIn`], [`Refusal::NotFound`].
pub async fn asked(context: &RequestContext) -> Result<(ConversationId, Caller), ApiError> {
    let caller = session::caller(context).await?;
    let id = context.conversation()?;
    if id
        .pair()
        .is_some_and(|(one, other)| ![one, other].contains(&caller.person.id))
    {
        return Err(Refusal::NotFound.into());
    }
    Ok((id, caller))
}

/// 204.
///
/// # Errors
/// The object answered something else.
pub fn done(answer: &ConversationAnswer) -> Result<Reply, ApiError> {
    match answer {
        ConversationAnswer::Done => Ok(Answer::done().into()),
        _ => Err(unexpected_reply("that it is done").into()),
    }
}

/// `{conversation, you?, member_count}`.
fn told(answer: ConversationAnswer) -> Result<Reply, ApiError> {
    match answer {
        ConversationAnswer::Conversation(conversation) => Ok(Answer::ok(&conversation)?.into()),
        _ => Err(unexpected_reply("a conversation").into()),
    }
}

//! The log over HTTP: reading pages of it, posting, and having read.

use serde::{Deserialize, Serialize};

use super::answer::{Answer, ApiError, Reply};
use super::context::RequestContext;
use super::conversations::{asked, done};
use crate::chat::limits::{PAGE_EVENTS, PAGE_EVENTS_MAX};
use crate::chat::{ClientId, Refusal, Seq};
use crate::objects::answers::{ConversationAnswer, Unread};
use crate::objects::ask::{ask_conversation, unexpected_reply};
use crate::objects::calls::ToConversation;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wanted {
    #[serde(default)]
    before: Option<Seq>,
    #[serde(default)]
    after: Option<Seq>,
    #[serde(default)]
    limit: Option<u32>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NewPost {
    client_id: ClientId,
    body: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct UpTo {
    seq: Seq,
}

#[derive(Serialize)]
struct Posted {
    event: Unread,
}

/// `GET /api/conversations/{id}/events`.
///
/// # Errors
/// [`Refusal::NotSignedIn`], [`Refusal::BadRequest`], and what the object refuses.
pub async fn events(context: RequestContext) -> Result<Reply, ApiError> {
    let (id, caller) = asked(&context).await?;
    let Wanted {
        before,
        after,
        limit,
    } = context.query()?;
    let limit = limit.unwrap_or(PAGE_EVENTS);
    if limit == 0 || limit > PAGE_EVENTS_MAX {
        return Err(Refusal::BadRequest("`limit` is 1 to 100.".to_owned()).into());
    }
    if before.is_some() && after.is_some() {
        return Err(Refusal::BadRequest("`before` or `after`, not both.".to_owned()).into());
    }
    let call = ToConversation::Events {
        caller,
        before,
        after,
        limit,
    };
    match ask_conversation(&context.env, &id, &call).await? {
        ConversationAnswer::Events(page) => Ok(Answer::ok(&page)?.into()),
        _ => Err(unexpected_reply("a page of the log").into()),
    }
}

/// `POST /api/conversations/{id}/posts`.
///
/// # Errors
/// [`Refusal::NotSignedIn`], [`Refusal::BadRequest`], and what the object refuses, with the message's own name.
pub async fn post(mut context: RequestContext) -> Result<Reply, ApiError> {
    let (id, caller) = asked(&context).await?;
    let NewPost { client_id, body } = context.body().await?;
    let call = ToConversation::Post {
        caller,
        client_id: client_id.clone(),
        body,
    };
    match ask_conversation(&context.env, &id, &call).await {
        Ok(ConversationAnswer::Posted { event, repeated }) if repeated => {
            Ok(Answer::ok(&Posted { event })?.into())
        }
        Ok(ConversationAnswer::Posted { event, .. }) => {
            Ok(Answer::created(&Posted { event })?.into())
        }
        Ok(_) => Err(unexpected_reply("what was posted").into()),
        Err(refusal) => Err(ApiError::RefusedPost(refusal, client_id)),
    }
}

/// `POST /api/conversations/{id}/seen`.
///
/// # Errors
/// [`Refusal::NotSignedIn`], [`Refusal::BadRequest`], and what the object refuses.
pub async fn seen(mut context: RequestContext) -> Result<Reply, ApiError> {
    let (id, caller) = asked(&context).await?;
    let UpTo { seq } = context.body().await?;
    done(&ask_conversation(&context.env, &id, &ToConversation::Seen { caller, seq }).await?)
}

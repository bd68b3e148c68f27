//! Who is in a conversation, and letting people in and out.

use serde::Deserialize;

use super::answer::{Answer, ApiError, Reply};
use super::context::RequestContext;
use super::conversations::{asked, done};
use crate::chat::{Refusal, Role};
use crate::objects::answers::ConversationAnswer;
use crate::objects::ask::{ask_conversation, unexpected_reply};
use crate::objects::calls::ToConversation;
use crate::store::d1::{self, people};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wanted {
    #[serde(default)]
    after: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NewMembership {
    #[serde(default)]
    role: Option<Role>,
}

/// `GET /api/conversations/{id}/members`.
///
/// # Errors
/// [`Refusal::NotSignedIn`], and what the object refuses.
pub async fn list(context: RequestContext) -> Result<Reply, ApiError> {
    let (id, caller) = asked(&context).await?;
    let Wanted { after } = context.query()?;
    match ask_conversation(
        &context.env,
        &id,
        &ToConversation::Members { caller, after },
    )
    .await?
    {
        ConversationAnswer::Members(page) => Ok(Answer::ok(&page)?.into()),
        _ => Err(unexpected_reply("members").into()),
    }
}

/// `PUT /api/conversations/{id}/members/{user}`.
///
/// # Errors
/// [`Refusal::NotSignedIn`]; [`Refusal::NotFound`] for a person who is not there; and what the object refuses.
pub async fn set(mut context: RequestContext) -> Result<Reply, ApiError> {
    let (id, caller) = asked(&context).await?;
    let NewMembership { role } = context.body().await?;
    let user = people::find(&d1::open(&context.env).await?, &context.user()?)
        .await?
        .ok_or(Refusal::NotFound)?;
    match ask_conversation(
        &context.env,
        &id,
        &ToConversation::SetMember { caller, user, role },
    )
    .await?
    {
        ConversationAnswer::Member(member) => Ok(Answer::ok(&member)?.into()),
        _ => Err(unexpected_reply("a member").into()),
    }
}

/// `DELETE /api/conversations/{id}/members/{user}`.
///
/// # Errors
/// [`Refusal::NotSignedIn`], and what the object refuses.
pub async fn remove(context: RequestContext) -> Result<Reply, ApiError> {
    let (id, caller) = asked(&context).await?;
    let user = context.user()?;
    done(&ask_conversation(&context.env, &id, &ToConversation::Remove { caller, user }).await?)
}

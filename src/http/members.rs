//! Who is in a conversation, and letting people in and out.

use serde::Deserialize;

use super::answer::{Answer, No, Reply};
use super::conversations::{asked, done};
use super::visit::Visit;
use crate::chat::{Refusal, Role};
use crate::objects::answers::ConversationAnswer;
use crate::objects::ask::{ask_conversation, strange};
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
struct Place {
    #[serde(default)]
    role: Option<Role>,
}

/// `GET /api/conversations/{id}/members`.
///
/// # Errors
/// [`Refusal::NotSignedIn`], and what the object refuses.
pub async fn list(visit: Visit) -> Result<Reply, No> {
    let (id, caller) = asked(&visit).await?;
    let Wanted { after } = visit.query()?;
    match ask_conversation(&visit.env, &id, &ToConversation::Members { caller, after }).await? {
        ConversationAnswer::Members(page) => Ok(Answer::ok(&page)?.into()),
        _ => Err(strange("members").into()),
    }
}

/// `PUT /api/conversations/{id}/members/{user}`.
///
/// # Errors
/// [`Refusal::NotSignedIn`]; [`Refusal::NotFound`] for a person who is not there; and what the object refuses.
pub async fn set(mut visit: Visit) -> Result<Reply, No> {
    let (id, caller) = asked(&visit).await?;
    let Place { role } = visit.body().await?;
    let user = people::find(&d1::open(&visit.env).await?, &visit.user()?)
        .await?
        .ok_or(Refusal::NotFound)?;
    match ask_conversation(&visit.env, &id, &ToConversation::SetMember { caller, user, role }).await? {
        ConversationAnswer::Member(member) => Ok(Answer::ok(&member)?.into()),
        _ => Err(strange("a member").into()),
    }
}

/// `DELETE /api/conversations/{id}/members/{user}`.
///
/// # Errors
/// [`Refusal::NotSignedIn`], and what the object refuses.
pub async fn remove(visit: Visit) -> Result<Reply, No> {
    let (id, caller) = asked(&visit).await?;
    let user = visit.user()?;
    done(&ask_conversation(&visit.env, &id, &ToConversation::Remove { caller, user }).await?)
}

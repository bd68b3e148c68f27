//! The members of a conversation: listing, admitting and removing them.

use serde::Deserialize;

use super::answer::{ApiError, Reply};
use super::context::RequestContext;
use super::conversations::{asked, done, show};
use crate::chat::{Refusal, Role};
use crate::objects::conversation::calls::{Members, Remove, SetMember};
use crate::store::d1::{self, people};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wanted {
    #[serde(default)]
    after: Option<String>,
}

#[derive(Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[cfg_attr(test, ts(optional_fields))]
#[serde(deny_unknown_fields)]
pub(super) struct NewMembership {
    #[serde(default)]
    role: Option<Role>,
}

/// `GET /api/conversations/{id}/members`.
///
/// # Errors
/// [`Refusal::NotSignedIn`], and what the object refuses.
pub async fn list(context: RequestContext) -> Result<Reply, ApiError> {
    let (id, principal) = asked(&context).await?;
    let Wanted { after } = context.query()?;
    show(&context, &id, &Members { principal, after }).await
}

/// `PUT /api/conversations/{id}/members/{user}`.
///
/// # Errors
/// [`Refusal::NotSignedIn`]; [`Refusal::NotFound`] when there is no such person; and what the
/// object refuses.
pub async fn set(mut context: RequestContext) -> Result<Reply, ApiError> {
    let (id, principal) = asked(&context).await?;
    let NewMembership { role } = context.body().await?;
    let (user, profile) = people::find(&d1::open(&context.env).await?, &context.user()?)
        .await?
        .ok_or(Refusal::NotFound)?;
    let call = SetMember {
        principal,
        user,
        role,
        profile,
    };
    show(&context, &id, &call).await
}

/// `DELETE /api/conversations/{id}/members/{user}`.
///
/// # Errors
/// [`Refusal::NotSignedIn`], and what the object refuses.
pub async fn remove(context: RequestContext) -> Result<Reply, ApiError> {
    let (id, principal) = asked(&context).await?;
    let user = context.user()?;
    done(&context, &id, &Remove { principal, user }).await
}

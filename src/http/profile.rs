//! A person's own profile.

use serde::{Deserialize, Serialize};

use super::answer::{Answer, ApiError, Reply};
use super::context::RequestContext;
use super::session;
use crate::chat::{DisplayName, Person, Profile, Refusal};
use crate::objects::ask::ask;
use crate::objects::user::calls::SetName;
use crate::store::d1::{self, people};

#[derive(Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub(super) struct NewProfile {
    /// The empty text takes the display name away.
    name: String,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[cfg_attr(test, ts(optional_fields))]
pub(super) struct OwnProfile<'a> {
    you: &'a Person,
    #[serde(skip_serializing_if = "Option::is_none")]
    profile: Option<&'a Profile>,
}

/// `PATCH /api/me`.
///
/// # Errors
/// [`Refusal::NotSignedIn`], [`Refusal::BadName`], [`Refusal::TooFast`].
pub async fn change(mut context: RequestContext) -> Result<Reply, ApiError> {
    let principal = session::principal(&context).await?;
    let NewProfile { name } = context.body().await?;
    let name = if name.is_empty() {
        None
    } else {
        Some(DisplayName::parse(&name).map_err(Refusal::BadName)?)
    };
    let you = principal.person().clone();
    let profile = ask(&context.env, &you.id, &SetName { principal, name }).await?;
    if let Some(profile) = &profile {
        // The person's object tells D1 too, and repeats it. This way the next request finds it.
        people::set_profile(&d1::open(&context.env).await?, profile).await?;
    }
    let (you, profile) = (&you, profile.as_ref());
    Ok(Answer::ok(&OwnProfile { you, profile })?.into())
}

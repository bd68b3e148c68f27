//! The people: one page of them, and which of those are online now.

use futures_util::future::join_all;
use serde::{Deserialize, Serialize};

use super::answer::{Answer, ApiError, Reply};
use super::context::{RequestContext, cursor};
use super::session;
use crate::chat::{HANDLE_MAX, Handle, Millis, Person, Profile, Refusal};
use crate::objects::ask::ask;
use crate::objects::user::calls::{Online, Presence};
use crate::store::d1;
use crate::store::d1::people::{self, PAGE, PersonRow};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wanted {
    #[serde(default)]
    prefix: String,
    #[serde(default)]
    after: Option<String>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[cfg_attr(test, ts(optional_fields))]
pub(super) struct People {
    people: Vec<Shown>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<Handle>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[cfg_attr(test, ts(optional_fields, rename = "ShownPerson"))]
struct Shown {
    #[serde(flatten)]
    person: Person,
    #[serde(skip_serializing_if = "Option::is_none")]
    profile: Option<Profile>,
    online: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    seen_at: Option<Millis>,
}

/// `GET /api/people`.
///
/// # Errors
/// [`Refusal::NotSignedIn`]; [`Refusal::BadRequest`] for a bad prefix or cursor.
pub async fn list(context: RequestContext) -> Result<Reply, ApiError> {
    session::principal(&context).await?;
    let wanted: Wanted = context.query()?;
    if wanted.prefix.chars().count() > HANDLE_MAX {
        return Err(
            Refusal::BadRequest("`prefix` may have at most 32 characters.".to_owned()).into(),
        );
    }
    let after = wanted.after.as_deref();
    let after = cursor(after, Handle::parse)?;
    let mut found = people::list(
        &d1::open(&context.env).await?,
        &wanted.prefix,
        after.as_ref(),
    )
    .await?;
    let is_more = found.len() > PAGE;
    found.truncate(PAGE);
    let next = found
        .last()
        .filter(|_| is_more)
        .map(|last| last.person.handle.clone());
    // One page makes at most 30 calls. A request may make 50 on the free plan.
    let people = join_all(found.into_iter().map(|listed| shown(&context, listed))).await;
    Ok(Answer::ok(&People { people, next })?.into())
}

/// The row's `online` is a hint that may be outdated. The user object has the lease, so it is asked
/// about each person whom the hint calls online.
async fn shown(context: &RequestContext, listed: PersonRow) -> Shown {
    let PersonRow {
        person,
        profile,
        online,
        seen_at,
    } = listed;
    if !online {
        return Shown {
            person,
            profile,
            online,
            seen_at,
        };
    }
    let call = Online {
        user: person.id.clone(),
    };
    // A person whose object cannot be reached counts as offline. `ask` has logged the reason.
    let asked = ask(&context.env, &person.id, &call).await;
    let presence = asked.unwrap_or(Presence {
        online: false,
        seen_at: None,
    });
    Shown {
        person,
        profile,
        online: presence.online,
        seen_at: presence.seen_at.or(seen_at),
    }
}

//! The people there are: a page of them, and who of those is online now.

use futures_util::future::join_all;
use serde::{Deserialize, Serialize};

use super::answer::{Answer, ApiError, Reply};
use super::context::{RequestContext, cursor};
use super::session;
use crate::chat::{HANDLE_MAX, Handle, Millis, Person, Refusal};
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
struct People {
    people: Vec<Shown>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<Handle>,
}

#[derive(Serialize)]
struct Shown {
    #[serde(flatten)]
    person: Person,
    online: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    seen_at: Option<Millis>,
}

/// `GET /api/people`.
///
/// # Errors
/// [`Refusal::NotSignedIn`]; [`Refusal::BadRequest`] for a cursor that is none.
pub async fn list(context: RequestContext) -> Result<Reply, ApiError> {
    session::principal(&context).await?;
    let wanted: Wanted = context.query()?;
    if wanted.prefix.chars().count() > HANDLE_MAX {
        return Err(Refusal::BadRequest("a prefix has at most 32 characters.".to_owned()).into());
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
    // At most one page of calls: 30 of the 50 a request may make on the free plan.
    let people = join_all(found.into_iter().map(|listed| shown(&context, listed))).await;
    Ok(Answer::ok(&People { people, next })?.into())
}

/// The row's `online` is a hint that may have lapsed; the lease is in the person's own object, so those are asked.
async fn shown(context: &RequestContext, listed: PersonRow) -> Shown {
    let PersonRow {
        person,
        online,
        seen_at,
    } = listed;
    if !online {
        return Shown {
            person,
            online,
            seen_at,
        };
    }
    let call = Online {
        user: person.id.clone(),
    };
    // Whoever cannot be reached is not there; `ask` has logged why.
    let asked = ask(&context.env, &person.id, &call).await;
    let presence = asked.unwrap_or(Presence {
        online: false,
        seen_at: None,
    });
    Shown {
        person,
        online: presence.online,
        seen_at: presence.seen_at.or(seen_at),
    }
}

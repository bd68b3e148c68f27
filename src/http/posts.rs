//! Messages over HTTP: pages of the timeline and of the log, posting, and the read cursor.

use serde::{Deserialize, Serialize};

use super::answer::{Answer, ApiError, Reply};
use super::context::RequestContext;
use super::conversations::{asked, done, show};
use crate::chat::client_frames::client_id_in;
use crate::chat::limits::{PAGE_EVENTS, PAGE_EVENTS_MAX};
use crate::chat::{Draft, Millis, Refusal, Seq};
use crate::objects::actor::Request;
use crate::objects::ask::perform;
use crate::objects::call::Unread;
use crate::objects::conversation::calls::{Events, Post, Posted, Seen, Timeline};
use crate::store::conversation::timeline::Place;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WantedPage {
    #[serde(default)]
    before: Option<Seq>,
    #[serde(default)]
    after: Option<Seq>,
    #[serde(default)]
    around: Option<Seq>,
    #[serde(default)]
    at: Option<Millis>,
    #[serde(default)]
    limit: Option<u32>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WantedEvents {
    after: Seq,
    #[serde(default)]
    limit: Option<u32>,
}

#[derive(Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub(super) struct UpTo {
    seq: Seq,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[cfg_attr(test, ts(rename = "ShownMessage"))]
pub(super) struct Shown {
    #[cfg_attr(test, ts(as = "crate::chat::Event"))]
    event: Unread,
}

/// `GET /api/conversations/{id}/timeline`.
///
/// # Errors
/// [`Refusal::NotSignedIn`], [`Refusal::BadRequest`], and what the object refuses.
pub async fn timeline(context: RequestContext) -> Result<Reply, ApiError> {
    let (id, principal) = asked(&context).await?;
    let wanted: WantedPage = context.query()?;
    let places = [
        wanted.before.map(Place::Before),
        wanted.after.map(Place::After),
        wanted.around.map(Place::Around),
        wanted.at.map(Place::At),
    ];
    let mut places = places.into_iter().flatten();
    // 2^53 lies after every entry, so this is the latest page.
    let place = places.next().unwrap_or(Place::Before(Seq(1 << 53)));
    if places.next().is_some() {
        let one = "only one of `before`, `after`, `around` and `at` is allowed.";
        return Err(Refusal::BadRequest(one.to_owned()).into());
    }
    let limit = limit(wanted.limit)?;
    let call = Timeline {
        principal,
        place,
        limit,
    };
    show(&context, &id, &call).await
}

/// `GET /api/conversations/{id}/events`.
///
/// # Errors
/// [`Refusal::NotSignedIn`], [`Refusal::BadRequest`], and what the object refuses.
pub async fn events(context: RequestContext) -> Result<Reply, ApiError> {
    let (id, principal) = asked(&context).await?;
    let WantedEvents { after, limit: most } = context.query()?;
    let limit = limit(most)?;
    let call = Events {
        principal,
        after,
        limit,
    };
    show(&context, &id, &call).await
}

/// `POST /api/conversations/{id}/posts`.
///
/// # Errors
/// [`Refusal::NotSignedIn`], [`Refusal::BadRequest`], and what the object refuses. The last two
/// name the message's `client_id`.
pub async fn post(mut context: RequestContext) -> Result<Reply, ApiError> {
    let (id, principal) = asked(&context).await?;
    let text = context.text().await?;
    let named = |refusal| ApiError::refused_post(refusal, client_id_in(&text));
    let draft: Draft = context.parse(&text).map_err(named)?;
    let request = Request::new(&id, &Post { principal, draft })?;
    let posted = perform(&context.env, &request).await.map_err(named)?;
    let Posted::<Unread> { event, repeated } = context.parse(posted.get())?;
    let shown = Shown { event };
    Ok(if repeated {
        Answer::ok(&shown)
    } else {
        Answer::created(&shown)
    }?
    .into())
}

/// `POST /api/conversations/{id}/seen`.
///
/// # Errors
/// [`Refusal::NotSignedIn`], [`Refusal::BadRequest`], and what the object refuses.
pub async fn seen(mut context: RequestContext) -> Result<Reply, ApiError> {
    let (id, principal) = asked(&context).await?;
    let UpTo { seq } = context.body().await?;
    done(&context, &id, &Seen { principal, seq }).await
}

fn limit(wanted: Option<u32>) -> Result<u32, Refusal> {
    let limit = wanted.unwrap_or(PAGE_EVENTS);
    if limit == 0 || limit > PAGE_EVENTS_MAX {
        let bounds = format!("`limit` must be 1 to {PAGE_EVENTS_MAX}.");
        return Err(Refusal::BadRequest(bounds));
    }
    Ok(limit)
}

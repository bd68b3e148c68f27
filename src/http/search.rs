//! Searching messages: in one conversation, or in all of a person's.
//!
//! The second asks 40 conversations in one request, those with the latest messages first. Each
//! checks the membership by itself.

use futures_util::future::join_all;
use serde::{Deserialize, Serialize};

use super::answer::{Answer, ApiError, Reply};
use super::context::RequestContext;
use super::conversations::{asked, show};
use super::session;
use crate::chat::limits::{SEARCH_RESULTS, SEARCH_RESULTS_EACH};
use crate::chat::search::Query;
use crate::chat::{ConversationId, Kind, Refusal, Seq};
use crate::objects::actor::Request;
use crate::objects::ask::{ask, perform};
use crate::objects::call::Unread;
use crate::objects::conversation::calls::Search;
use crate::objects::user::calls::{Named, PlanSearch, SearchPlan};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wanted {
    q: String,
    #[serde(default)]
    utc_offset: i64,
    #[serde(default)]
    before: Option<Seq>,
    #[serde(default)]
    cursor: Option<String>,
}

/// What was found in the conversations that were asked.
#[derive(Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[cfg_attr(test, ts(optional_fields))]
pub(super) struct FoundEverywhere {
    /// Those in which something was found, or which are not searched to their beginning. The one
    /// with the latest message first.
    conversations: Vec<FoundIn>,
    /// Where the next page goes on, if there are more conversations.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
    /// How many conversations did not answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    unanswered: Option<usize>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
struct FoundIn {
    conversation: ConversationId,
    kind: Kind,
    title: String,
    /// The latest results. Its `next` goes on in the search of this conversation.
    #[cfg_attr(test, ts(as = "crate::objects::conversation::calls::SearchPage"))]
    found: Unread,
}

/// A page that says nothing. The Worker does not parse what the objects answer.
const NOTHING: &str = r#"{"results":[]}"#;

/// `GET /api/conversations/{id}/search`.
///
/// # Errors
/// [`Refusal::NotSignedIn`], [`Refusal::BadRequest`], [`Refusal::BadSearch`], and what the object
/// refuses.
pub async fn in_one(context: RequestContext) -> Result<Reply, ApiError> {
    let (id, principal) = asked(&context).await?;
    let wanted: Wanted = context.query()?;
    Query::parse(&wanted.q, wanted.utc_offset)?;
    let call = Search {
        principal,
        q: wanted.q,
        utc_offset: wanted.utc_offset,
        before: wanted.before,
        limit: SEARCH_RESULTS,
        is_part: false,
    };
    show(&context, &id, &call).await
}

/// `GET /api/search`.
///
/// # Errors
/// [`Refusal::NotSignedIn`], [`Refusal::BadRequest`], [`Refusal::BadSearch`], and what the user
/// object refuses.
pub async fn everywhere(context: RequestContext) -> Result<Reply, ApiError> {
    let principal = session::principal(&context).await?;
    let wanted: Wanted = context.query()?;
    Query::parse(&wanted.q, wanted.utc_offset)?;
    let user = principal.user().clone();
    let call = PlanSearch {
        principal: principal.clone(),
        q: wanted.q.clone(),
        utc_offset: wanted.utc_offset,
        cursor: wanted.cursor,
    };
    let SearchPlan {
        conversations,
        next,
    } = ask(&context.env, &user, &call).await?;
    let call = Search {
        principal,
        q: wanted.q,
        utc_offset: wanted.utc_offset,
        before: None,
        limit: SEARCH_RESULTS_EACH,
        is_part: true,
    };
    let requests: Vec<_> = conversations
        .iter()
        .map(|it| Request::new(&it.conversation, &call))
        .collect::<Result<_, _>>()?;
    let answers = requests.iter().map(|it| perform(&context.env, it));
    let answers = join_all(answers).await;
    let (mut found, mut unanswered) = (Vec::new(), 0);
    for (named, answer) in conversations.into_iter().zip(answers) {
        match answer {
            Ok(page) => found.extend(found_in(named, page)),
            // The person is not in it any more, and their inbox does not know yet.
            Err(Refusal::NotFound) => {}
            Err(_) => unanswered += 1,
        }
    }
    Ok(Answer::ok(&FoundEverywhere {
        conversations: found,
        next,
        unanswered: Some(unanswered).filter(|count| *count > 0),
    })?
    .into())
}

/// The page of a conversation, if it has anything to say.
fn found_in(named: Named, found: Unread) -> Option<FoundIn> {
    (found.get() != NOTHING).then_some(FoundIn {
        conversation: named.conversation,
        kind: named.kind,
        title: named.title,
        found,
    })
}

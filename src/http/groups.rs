//! Groups: creating one, and finding public ones.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::answer::{Answer, ApiError, Reply};
use super::context::{RequestContext, cursor};
use super::session;
use crate::chat::{
    ClientId, ConversationId, Creation, ID_LETTERS, Refusal, UserId, Visibility, text,
};
use crate::objects::actor::Request;
use crate::objects::ask::perform;
use crate::objects::conversation::calls::CreateGroup;
use crate::store::d1;
use crate::store::d1::groups::{self, Cursor, PAGE};

#[derive(Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[cfg_attr(test, ts(optional_fields))]
#[serde(deny_unknown_fields)]
pub(super) struct NewGroup {
    title: String,
    #[serde(default)]
    topic: String,
    #[serde(default)]
    visibility: Option<Visibility>,
    #[serde(default)]
    client_id: Option<ClientId>,
}

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
pub(super) struct Groups {
    groups: Vec<Shown>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[cfg_attr(test, ts(rename = "ShownGroup"))]
struct Shown {
    id: ConversationId,
    title: String,
    topic: String,
    members: u32,
}

/// `POST /api/groups`.
///
/// # Errors
/// [`Refusal::NotSignedIn`], and what the group's object refuses.
pub async fn create(mut context: RequestContext) -> Result<Reply, ApiError> {
    let principal = session::principal(&context).await?;
    let NewGroup {
        title,
        topic,
        visibility,
        client_id,
    } = context.body().await?;
    let id = match &client_id {
        Some(client_id) => named_by(principal.user(), client_id),
        None => ConversationId::group(&session::random()?),
    };
    let creation = Creation {
        title,
        topic,
        visibility: visibility.unwrap_or(Visibility::Public),
    };
    let call = CreateGroup {
        principal,
        creation,
    };
    Ok(Answer::created(&perform(&context.env, &Request::new(&id, &call)?).await?)?.into())
}

/// `GET /api/groups`.
///
/// # Errors
/// [`Refusal::NotSignedIn`]; [`Refusal::BadRequest`] for a bad prefix or cursor.
pub async fn list(context: RequestContext) -> Result<Reply, ApiError> {
    session::principal(&context).await?;
    let wanted: Wanted = context.query()?;
    if !text::fits_title(&wanted.prefix) {
        return Err(
            Refusal::BadRequest("`prefix` may have at most 80 characters.".to_owned()).into(),
        );
    }
    let after = wanted.after.as_deref();
    let after = cursor(after, Cursor::parse)?;
    let mut found = groups::list(
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
        .map(|last| last.cursor.spelled());
    let shown = |it: groups::GroupRow| Shown {
        id: it.id,
        title: it.title,
        topic: it.topic,
        members: it.members,
    };
    Ok(Answer::ok(&Groups {
        groups: found.into_iter().map(shown).collect(),
        next,
    })?
    .into())
}

/// The id of the group that this person names with this `client_id`. A repeated request names the
/// same group. No other person's request can name it.
fn named_by(user: &UserId, client_id: &ClientId) -> ConversationId {
    let digest = Sha256::new()
        .chain_update("dormouse group\n")
        .chain_update(user.as_str())
        .chain_update("\n");
    let digest: [u8; 32] = digest.chain_update(client_id.as_str()).finalize().into();
    let mut letters = [0; ID_LETTERS];
    letters
        .iter_mut()
        .zip(digest)
        .for_each(|(letter, byte)| *letter = byte);
    ConversationId::group(&letters)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_client_id_of_the_same_person_names_the_same_group() {
        let (anna, bo) = (
            UserId::from_random(&[1; ID_LETTERS]),
            UserId::from_random(&[2; ID_LETTERS]),
        );
        let owls = ClientId::parse("owls").map(|id| {
            (
                named_by(&anna, &id),
                named_by(&anna, &id),
                named_by(&bo, &id),
            )
        });
        let larks = ClientId::parse("larks").map(|id| named_by(&anna, &id));
        assert!(
            owls.is_some_and(|(one, again, bos)| one == again && one != bos && Some(one) != larks)
        );
    }
}

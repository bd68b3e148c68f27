//! Changing messages over HTTP: editing, deleting, reacting, pinning.

use serde::Deserialize;

use super::answer::{ApiError, Reply};
use super::context::RequestContext;
use super::conversations::{asked, done, show};
use crate::chat::{Refusal, Seq};
use crate::objects::conversation::calls::{DeleteMessage, EditMessage, Pin, Pins, React};

#[derive(Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub(super) struct NewBody {
    body: String,
}

/// `PATCH /api/conversations/{id}/messages/{seq}`.
///
/// # Errors
/// [`Refusal::NotSignedIn`], [`Refusal::BadRequest`], and what the object refuses.
pub async fn edit(mut context: RequestContext) -> Result<Reply, ApiError> {
    let (id, principal) = asked(&context).await?;
    let message = message(&context)?;
    let NewBody { body } = context.body().await?;
    let call = EditMessage {
        principal,
        message,
        body,
    };
    done(&context, &id, &call).await
}

/// `DELETE /api/conversations/{id}/messages/{seq}`.
///
/// # Errors
/// [`Refusal::NotSignedIn`], and what the object refuses.
pub async fn delete(context: RequestContext) -> Result<Reply, ApiError> {
    let (id, principal) = asked(&context).await?;
    let message = message(&context)?;
    done(&context, &id, &DeleteMessage { principal, message }).await
}

/// `PUT /api/conversations/{id}/messages/{seq}/reactions/{emoji}`.
///
/// # Errors
/// [`Refusal::NotSignedIn`], and what the object refuses.
pub async fn react(context: RequestContext) -> Result<Reply, ApiError> {
    set_reaction(context, true).await
}

/// `DELETE /api/conversations/{id}/messages/{seq}/reactions/{emoji}`.
///
/// # Errors
/// [`Refusal::NotSignedIn`], and what the object refuses.
pub async fn take_back(context: RequestContext) -> Result<Reply, ApiError> {
    set_reaction(context, false).await
}

async fn set_reaction(context: RequestContext, on: bool) -> Result<Reply, ApiError> {
    let (id, principal) = asked(&context).await?;
    let message = message(&context)?;
    let emoji = decoded(context.piece(2)).ok_or(Refusal::BadEmoji)?;
    let call = React {
        principal,
        message,
        emoji,
        on,
    };
    done(&context, &id, &call).await
}

/// `PUT /api/conversations/{id}/messages/{seq}/pin`.
///
/// # Errors
/// [`Refusal::NotSignedIn`], and what the object refuses.
pub async fn pin(context: RequestContext) -> Result<Reply, ApiError> {
    set_pin(context, true).await
}

/// `DELETE /api/conversations/{id}/messages/{seq}/pin`.
///
/// # Errors
/// [`Refusal::NotSignedIn`], and what the object refuses.
pub async fn unpin(context: RequestContext) -> Result<Reply, ApiError> {
    set_pin(context, false).await
}

async fn set_pin(context: RequestContext, on: bool) -> Result<Reply, ApiError> {
    let (id, principal) = asked(&context).await?;
    let message = message(&context)?;
    let call = Pin {
        principal,
        message,
        on,
    };
    done(&context, &id, &call).await
}

/// `GET /api/conversations/{id}/pins`.
///
/// # Errors
/// [`Refusal::NotSignedIn`], and what the object refuses.
pub async fn pins(context: RequestContext) -> Result<Reply, ApiError> {
    let (id, principal) = asked(&context).await?;
    show(&context, &id, &Pins { principal }).await
}

/// The message that the path names after the conversation.
fn message(context: &RequestContext) -> Result<Seq, ApiError> {
    let seq = context.piece(1).parse().map(Seq);
    seq.map_err(|_| Refusal::NoSuchMessage.into())
}

/// A piece of a path without its percent-encoding (RFC 3986 §2.1).
fn decoded(piece: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(piece.len());
    let mut rest = piece.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let digit = |byte: u8| char::from(byte).to_digit(16);
        let value = digit(rest.next()?)? * 16 + digit(rest.next()?)?;
        bytes.push(u8::try_from(value).ok()?);
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_emoji_in_a_path_is_decoded() {
        for (piece, emoji) in [
            ("%F0%9F%91%8D", Some("👍")),
            ("%f0%9f%91%8d", Some("👍")),
            ("👍", Some("👍")),
            ("%23%EF%B8%8F%E2%83%A3", Some("#️⃣")),
            ("%F0%9F", None),
            ("%F", None),
            ("%zz", None),
            ("", Some("")),
        ] {
            assert_eq!(decoded(piece).as_deref(), emoji, "{piece}");
        }
    }
}

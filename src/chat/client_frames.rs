//! The frames that a client sends on a conversation socket, and how they are read.
//!
//! Reading takes two steps: the `type` first, then the one form that goes with it. An unknown field
//! is refused, so that a misspelt name is noticed.

use serde::de::{DeserializeOwned, IgnoredAny};
use serde::{Deserialize, Serialize};

use super::frame_head::Head;
pub use super::frame_head::Named;
use super::json::read_object;
use super::{ClientId, Draft, FileId, Refusal, Seq};

/// A frame that a client sends on a conversation socket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum FromClient {
    /// Posts a message. The same `client_id` again is the same message.
    Post(Draft),
    /// Gives the person's own message another body. The answer is `done` or `error`, with the same
    /// `request`. So is that of the next three. To send one again does no harm.
    Edit {
        request: ClientId,
        message: Seq,
        body: String,
    },
    /// Deletes a message.
    Delete { request: ClientId, message: Seq },
    /// The person's reaction with this emoji is on the message from now on, or is not.
    React {
        request: ClientId,
        message: Seq,
        emoji: String,
        on: bool,
    },
    /// The message is pinned from now on, or is not.
    Pin {
        request: ClientId,
        message: Seq,
        on: bool,
    },
    /// The person has read everything up to this entry.
    Seen { seq: Seq },
    /// Whether the conversation has the person's attention. While it has, everything that arrives
    /// counts as read. `seen` is the last entry that has arrived: what is on its way is not read.
    /// Without it, everything that was sent is read.
    Focus {
        focused: bool,
        #[serde(skip_serializing_if = "Option::is_none")]
        #[cfg_attr(test, ts(optional))]
        seen: Option<Seq>,
    },
    /// The person is typing. A client sends this every 3 s at most. Other clients show it for 6 s.
    Typing,
    /// Everything up to this entry has arrived (flow control; see `ack_after` in `welcome`).
    Ack { seq: Seq },
}

/// A frame that cannot be read.
#[derive(Debug, PartialEq, Eq)]
pub struct Unreadable {
    pub refusal: Refusal,
    /// What was read before the error.
    pub named: Named,
}

/// Declares the fields that a frame has beside its `type`.
macro_rules! form {
    ($name:ident { $($(#[$attribute:meta])* $field:ident: $type:ty),* }) => {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct $name {
            #[serde(rename = "type")]
            _type: IgnoredAny,
            $($(#[$attribute])* $field: $type,)*
        }
    };
}

form!(Post {
    client_id: ClientId,
    body: String,
    #[serde(default)]
    reply_to: Option<Seq>,
    #[serde(default)]
    files: Vec<FileId>
});
form!(Edit {
    request: ClientId,
    message: Seq,
    body: String
});
form!(Delete {
    request: ClientId,
    message: Seq
});
form!(React {
    request: ClientId,
    message: Seq,
    emoji: String,
    on: bool
});
form!(Pin {
    request: ClientId,
    message: Seq,
    on: bool
});
form!(Place { seq: Seq });
form!(Focus {
    focused: bool,
    #[serde(default)]
    seen: Option<Seq>
});
form!(Bare {});

impl FromClient {
    /// Reads a frame.
    ///
    /// # Errors
    /// The text is not a JSON object, or has none of the forms above.
    pub fn read(text: &str) -> Result<Self, Unreadable> {
        let mut head = Head::default();
        let read = head.read(text).and_then(|()| match head.kind.as_deref() {
            Some("post") => form(text).map(
                |Post {
                     client_id,
                     body,
                     reply_to,
                     files,
                     ..
                 }| {
                    Self::Post(Draft {
                        client_id,
                        body,
                        reply_to,
                        files,
                    })
                },
            ),
            Some("edit") => form(text).map(
                |Edit {
                     request,
                     message,
                     body,
                     ..
                 }| Self::Edit {
                    request,
                    message,
                    body,
                },
            ),
            Some("delete") => form(text).map(
                |Delete {
                     request, message, ..
                 }| Self::Delete { request, message },
            ),
            Some("react") => form(text).map(
                |React {
                     request,
                     message,
                     emoji,
                     on,
                     ..
                 }| Self::React {
                    request,
                    message,
                    emoji,
                    on,
                },
            ),
            Some("pin") => form(text).map(
                |Pin {
                     request,
                     message,
                     on,
                     ..
                 }| Self::Pin {
                    request,
                    message,
                    on,
                },
            ),
            Some("seen") => form(text).map(|Place { seq, .. }| Self::Seen { seq }),
            Some("focus") => {
                form(text).map(|Focus { focused, seen, .. }| Self::Focus { focused, seen })
            }
            Some("typing") => form(text).map(|Bare { .. }| Self::Typing),
            Some("ack") => form(text).map(|Place { seq, .. }| Self::Ack { seq }),
            Some(other) => Err(format!("there is no frame of type {other:?}")),
            None => Err("a frame has a `type`".to_owned()),
        });
        read.map_err(|expected| Unreadable {
            refusal: Refusal::unreadable(&expected),
            named: head.named,
        })
    }
}

/// The `client_id` of an unreadable post, if it comes before the error. HTTP uses this.
#[must_use]
pub fn client_id_in(text: &str) -> Option<ClientId> {
    let mut head = Head::default();
    // The caller knows already that the text is wrong. Only what was read before the error counts.
    let _ = head.read(text);
    head.named.client_id
}

fn form<T: DeserializeOwned>(text: &str) -> Result<T, String> {
    read_object(text).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_refused(text: &str, client_id: Option<&str>) {
        let unreadable = FromClient::read(text).expect_err(text);
        assert!(
            matches!(unreadable.refusal, Refusal::BadRequest(_)),
            "{text}"
        );
        let named = unreadable.named.client_id.as_ref().map(ClientId::as_str);
        assert_eq!(named, client_id, "{text}");
    }

    #[test]
    fn a_refusal_names_the_post_if_its_client_id_could_be_read() {
        for broken in [
            r#"{"type":"post","client_id":"a1","body":"lone \ud83d surrogate"}"#,
            r#"{"client_id":"a1","body":"lone \ud83d surrogate","type":"post"}"#,
            r#"{"type":"post","client_id":"a1"}"#,
            r#"{"type":"post","client_id":"a1","body":7}"#,
            r#"{"type":"post","client_id":"a1","body":"hi","color":"red"}"#,
            r#"{"type":"post","client_id":"a1","body":"cut of"#,
            r#"{"type":"toast","client_id":"a1","body":"hi"}"#,
        ] {
            check_refused(broken, Some("a1"));
        }
    }

    #[test]
    fn a_frame_without_a_readable_client_id_is_refused_without_one() {
        for broken in [
            "",
            "null",
            "[]",
            r#"["post","a1","hi"]"#,
            r#"{"body":"\ud83d""#,
            r#"{"type":"post","client_id":"","body":"hi"}"#,
            r#"{"type":"post","client_id":7,"body":"hi"}"#,
            r#"{"type":"typing"} {}"#,
        ] {
            check_refused(broken, None);
        }
    }

    #[test]
    fn a_refusal_is_short_whatever_was_sent() {
        for text in [
            format!(r#"{{"type":"{}"}}"#, "\u{7f}".repeat(65_000)),
            format!(r#"{{"type":"typing","{}":1}}"#, "\u{7f}".repeat(65_000)),
            format!(r#"{{"type":"seen","seq":"{}"}}"#, "\u{200b}".repeat(21_000)),
        ] {
            let unreadable = FromClient::read(&text).expect_err("refused");
            let body = unreadable.refusal.error_body(None);
            let frame = serde_json::to_string(&body).expect("spelled");
            assert!(frame.len() <= 4_000, "{} bytes", frame.len());
        }
    }

    #[test]
    fn the_fields_of_a_frame_come_in_any_order() {
        let post = FromClient::read(r#"{"body":"hi","client_id":"a1","type":"post"}"#);
        let client_id = ClientId::parse("a1").expect("a valid client id");
        let body = "hi".to_owned();
        assert_eq!(post, Ok(FromClient::Post(Draft::new(client_id, body))));
    }
}

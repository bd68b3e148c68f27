//! Frames and events that come in, read flat: all the fields that any kind has, then told apart by kind.
//!
//! serde's own reading of a form that carries its kind inside builds a tree first, because the kind may stand last. This needs
//! none; in a profile of busy rooms that was 3 % of the processor's time.

use serde::{Deserialize, Deserializer};

use super::event::EventKind;
use super::frames::FromClient;
use super::{ClientId, Handle, Role, Seq, UserId, Visibility};

/// Any [`FromClient`].
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FrameFields {
    #[serde(rename = "type")]
    kind: FrameType,
    #[serde(default, deserialize_with = "given")]
    client_id: Option<ClientId>,
    #[serde(default, deserialize_with = "given")]
    body: Option<String>,
    #[serde(default, deserialize_with = "given")]
    seq: Option<Seq>,
    #[serde(default, deserialize_with = "given")]
    focused: Option<bool>,
}

#[derive(Deserialize)]
#[serde(field_identifier, rename_all = "snake_case")]
enum FrameType {
    Post,
    Seen,
    Focus,
    Typing,
    Ack,
}

/// Any [`What`] of ours.
#[derive(Default, Deserialize)]
pub struct EventFields {
    kind: String,
    #[serde(default)]
    client_id: Option<ClientId>,
    #[serde(default)]
    body: Option<String>,
    #[serde(default)]
    title: Option<String>,
    #[serde(default)]
    topic: Option<String>,
    #[serde(default)]
    visibility: Option<Visibility>,
    #[serde(default)]
    user: Option<UserId>,
    #[serde(default)]
    user_handle: Option<Handle>,
    #[serde(default)]
    role: Option<Role>,
}

/// Any [`What`] at all: whatever newer code put beside the kind.
#[derive(Deserialize)]
struct Anything {
    kind: String,
}

/// A field that may be left out, but not be null.
fn given<'de, D: Deserializer<'de>, T: Deserialize<'de>>(from: D) -> Result<Option<T>, D::Error> {
    T::deserialize(from).map(Some)
}

impl TryFrom<FrameFields> for FromClient {
    type Error = &'static str;

    fn try_from(said: FrameFields) -> Result<Self, Self::Error> {
        let FrameFields {
            kind,
            client_id,
            body,
            seq,
            focused,
        } = said;
        match (kind, client_id, body, seq, focused) {
            (FrameType::Post, Some(client_id), Some(body), None, None) => {
                Ok(Self::Post { client_id, body })
            }
            (FrameType::Seen, None, None, Some(seq), None) => Ok(Self::Seen { seq }),
            (FrameType::Ack, None, None, Some(seq), None) => Ok(Self::Ack { seq }),
            (FrameType::Focus, None, None, None, Some(focused)) => Ok(Self::Focus { focused }),
            (FrameType::Typing, None, None, None, None) => Ok(Self::Typing {}),
            (FrameType::Post, ..) => Err("`post` has `client_id` and `body`"),
            (FrameType::Seen | FrameType::Ack, ..) => Err("`seen` and `ack` have `seq`"),
            (FrameType::Focus, ..) => Err("`focused` has `focused`"),
            (FrameType::Typing, ..) => Err("`typing` has nothing more"),
        }
    }
}

impl TryFrom<EventFields> for EventKind {
    type Error = &'static str;

    fn try_from(it: EventFields) -> Result<Self, Self::Error> {
        let person = it.user.zip(it.user_handle);
        let names = it.title.zip(it.topic);
        let kind = match it.kind.as_str() {
            "message" => it
                .client_id
                .zip(it.body)
                .map(|(client_id, body)| Self::Message { client_id, body }),
            "created" | "founded" => {
                names
                    .zip(it.visibility)
                    .map(|((title, topic), visibility)| Self::Created {
                        title,
                        topic,
                        visibility,
                    })
            }
            "joined" => Some(Self::Joined),
            "left" => Some(Self::Left),
            "admitted" => person.map(|(user, user_handle)| Self::Admitted { user, user_handle }),
            "removed" => person.map(|(user, user_handle)| Self::Removed { user, user_handle }),
            "role_changed" => {
                person
                    .zip(it.role)
                    .map(|((user, user_handle), role)| Self::RoleChanged {
                        user,
                        user_handle,
                        role,
                    })
            }
            "renamed" => names.map(|(title, topic)| Self::Renamed { title, topic }),
            _ => Some(Self::Unknown),
        };
        kind.ok_or("an event lacks what its kind has")
    }
}

impl EventKind {
    /// Reads it as it is stored. One of a kind that only newer code knows is [`What::Unknown`], whatever it carries.
    ///
    /// # Errors
    /// It is of a kind of ours, and not as it should be; or no JSON.
    pub fn read(text: &str) -> serde_json::Result<Self> {
        serde_json::from_str(text).or_else(|error| {
            let Anything { kind } = serde_json::from_str(text)?;
            let bare = EventFields {
                kind,
                ..EventFields::default()
            };
            match Self::try_from(bare) {
                Ok(Self::Unknown) => Ok(Self::Unknown),
                _ => Err(error),
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_of_a_kind_that_only_newer_code_knows_is_read_whatever_it_carries() {
        for newer in [
            r#"{"kind":"guest_invited","role":"guest"}"#,
            r#"{"body":{"html":"<p>"},"client_id":7,"kind":"edited","user":null}"#,
        ] {
            assert_eq!(
                EventKind::read(newer).ok(),
                Some(EventKind::Unknown),
                "{newer}"
            );
        }
        for broken in [
            r#"{"kind":"admitted","user":7}"#,
            r#"{"kind":"left","role":"guest"}"#,
            r#"{"role":"guest"}"#,
            "left",
        ] {
            assert!(EventKind::read(broken).is_err(), "{broken}");
        }
    }
}

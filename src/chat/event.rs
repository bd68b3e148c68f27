//! What a conversation's log holds: every change, in one gap-free order.

use serde::{Deserialize, Serialize};

use super::json::read_object;
use super::{Draft, Handle, Millis, Person, Role, Seq, UserId, Visibility};

/// One entry of the log, as stored and as everyone sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    pub seq: Seq,
    /// When the server stored it.
    pub at: Millis,
    /// Who did it.
    pub author: UserId,
    /// The author's handle.
    pub handle: Handle,
    #[serde(flatten)]
    pub kind: EventKind,
}

/// What happened. Kinds may be added: a client shows one it does not know as nothing, and keeps
/// counting `seq`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum EventKind {
    /// The author said something.
    Message(Draft),
    /// The author made the group and owns it. Stored as `founded` by the first versions.
    #[serde(alias = "founded")]
    Created(Creation),
    /// The author came in by themself.
    Joined,
    /// The author went away by themself.
    Left,
    /// The author let somebody in.
    Admitted(Subject),
    /// The author put somebody out.
    Removed(Subject),
    /// The author, or the last owner's going, gave somebody another role.
    RoleChanged(RoleChange),
    /// The author gave the group another name or topic.
    Renamed(Names),
    /// Of a kind this code does not know: newer code wrote it. The two run side by side during a
    /// deploy, and after a roll-back.
    #[serde(other)]
    Unknown,
}

/// How a group begins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Creation {
    pub title: String,
    pub topic: String,
    pub visibility: Visibility,
}

/// Whom it is done to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subject {
    pub user: UserId,
    pub user_handle: Handle,
}

/// Who has which role from then on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoleChange {
    pub user: UserId,
    pub user_handle: Handle,
    pub role: Role,
}

/// What a group is called from then on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Names {
    pub title: String,
    pub topic: String,
}

/// The kind alone, whatever stands beside it.
#[derive(Deserialize)]
struct Tag {
    kind: String,
}

impl EventKind {
    /// Reads a kind as it is stored: the tag first, then the one form that goes with it. serde's
    /// own reading of a tag inside an object builds a tree of the whole object before that.
    ///
    /// # Errors
    /// The text is no JSON object with a `kind`, or lacks what its kind has.
    pub fn read(text: &str) -> serde_json::Result<Self> {
        let Tag { kind } = read_object(text)?;
        Ok(match kind.as_str() {
            "message" => Self::Message(read_object(text)?),
            "created" | "founded" => Self::Created(read_object(text)?),
            "joined" => Self::Joined,
            "left" => Self::Left,
            "admitted" => Self::Admitted(read_object(text)?),
            "removed" => Self::Removed(read_object(text)?),
            "role_changed" => Self::RoleChanged(read_object(text)?),
            "renamed" => Self::Renamed(read_object(text)?),
            _ => Self::Unknown,
        })
    }
}

impl Event {
    #[must_use]
    pub fn author(&self) -> Person {
        Person {
            id: self.author.clone(),
            handle: self.handle.clone(),
        }
    }

    /// Whose membership it changes.
    #[must_use]
    pub fn subject(&self) -> Option<Person> {
        let (user, handle) = match &self.kind {
            EventKind::Created(_) | EventKind::Joined | EventKind::Left => {
                return Some(self.author());
            }
            EventKind::Admitted(subject) | EventKind::Removed(subject) => {
                (&subject.user, &subject.user_handle)
            }
            EventKind::RoleChanged(change) => (&change.user, &change.user_handle),
            EventKind::Message(_) | EventKind::Renamed(_) | EventKind::Unknown => return None,
        };
        Some(Person {
            id: user.clone(),
            handle: handle.clone(),
        })
    }

    /// Whether it counts as something to read.
    #[must_use]
    pub fn is_message(&self) -> bool {
        matches!(self.kind, EventKind::Message(_))
    }

    /// Whether a timeline shows it between the messages.
    #[must_use]
    pub fn is_notice(&self) -> bool {
        !matches!(self.kind, EventKind::Message(_) | EventKind::Unknown)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STORED: [&str; 8] = [
        r#"{"kind":"message","client_id":"a1","body":"hi"}"#,
        r#"{"kind":"created","title":"Owls","topic":"","visibility":"public"}"#,
        r#"{"kind":"joined"}"#,
        r#"{"kind":"left"}"#,
        r#"{"kind":"admitted","user":"u00000000000000000000","user_handle":"ben"}"#,
        r#"{"kind":"removed","user":"u00000000000000000000","user_handle":"ben"}"#,
        r#"{"kind":"role_changed","user":"u00000000000000000000","user_handle":"ben","role":"admin"}"#,
        r#"{"kind":"renamed","title":"Larks","topic":"At dawn"}"#,
    ];

    #[test]
    fn a_kind_is_read_as_it_was_written() {
        for stored in STORED {
            let kind = EventKind::read(stored).expect(stored);
            assert_ne!(kind, EventKind::Unknown, "{stored}");
            assert_eq!(serde_json::to_string(&kind).expect("plain"), stored);
            assert_eq!(serde_json::from_str::<EventKind>(stored).ok(), Some(kind));
        }
    }

    #[test]
    fn a_group_that_the_first_versions_founded_was_created() {
        let founded = STORED[1].replace("created", "founded");
        assert_eq!(
            EventKind::read(&founded).ok(),
            EventKind::read(STORED[1]).ok()
        );
        assert_eq!(
            serde_json::from_str::<EventKind>(&founded).ok(),
            EventKind::read(STORED[1]).ok()
        );
    }

    #[test]
    fn a_kind_that_only_newer_code_knows_is_unknown_whatever_it_carries() {
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
    }

    #[test]
    fn what_lacks_what_its_kind_has_is_an_error() {
        for broken in [
            r#"{"kind":"admitted","user":7}"#,
            r#"{"kind":"renamed","title":"Larks"}"#,
            r#"{"role":"guest"}"#,
            "left",
        ] {
            assert!(EventKind::read(broken).is_err(), "{broken}");
        }
    }
}

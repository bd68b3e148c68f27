//! The entries of a conversation's log: every change, in one order without gaps.

use serde::{Deserialize, Serialize};

use super::json::read_object;
use super::{Handle, Mentions, Message, Millis, Person, Reaction, Role, Seq, UserId, Visibility};

/// One entry of the log, as it is stored and as every member sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Event {
    pub seq: Seq,
    /// When the server stored it.
    pub at: Millis,
    /// The person who did it.
    pub author: UserId,
    /// The author's handle.
    pub handle: Handle,
    #[serde(flatten)]
    pub kind: EventKind,
}

/// What happened. Later versions may add kinds. A client shows nothing for a kind that it does not
/// know, but counts its `seq`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum EventKind {
    /// The author posted a message.
    Message(Message),
    /// The author edited their message.
    Edited(Edit),
    /// The author deleted a message: their own, or as an admin that of another member.
    Deleted(Target),
    /// The author reacted to a message.
    Reacted(ReactionChange),
    /// The author took a reaction back.
    Unreacted(ReactionChange),
    /// The author pinned a message.
    Pinned(Target),
    /// The author took a message from the pins. That a pinned message was deleted says as much.
    Unpinned(Target),
    /// The author created the group and owns it. The first versions stored this kind as `founded`.
    #[serde(alias = "founded")]
    Created(Creation),
    /// The author joined by themself.
    Joined,
    /// The author left by themself.
    Left,
    /// The author admitted a person.
    Admitted(Subject),
    /// The author removed a person.
    Removed(Subject),
    /// A person has another role. The author gave it, or the author was the last owner and left.
    RoleChanged(RoleChange),
    /// The author gave the group another name or topic.
    Renamed(Names),
    /// The author has another profile. It is not stored with the event, so the log has no old
    /// names: the present one is among the profiles beside the events.
    ProfileChanged,
    /// A kind that this code does not know, because newer code wrote it. Old and new code run side
    /// by side during a deploy and after a roll-back.
    #[serde(other)]
    #[cfg_attr(test, ts(skip))]
    Unknown,
}

/// Another wording of a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[cfg_attr(test, ts(optional_fields))]
pub struct Edit {
    pub message: Seq,
    /// The present body of the message. It is not stored with the event, so the log has no old
    /// wording. None: the message was deleted since.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub body: Option<String>,
    /// Those whom the present body names.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub mentions: Option<Box<Mentions>>,
    /// Those who are named for the first time.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub newly: Option<Vec<UserId>>,
}

/// The message that the event concerns.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Target {
    pub message: Seq,
}

/// A reaction was given or taken back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[cfg_attr(test, ts(optional_fields))]
pub struct ReactionChange {
    pub message: Seq,
    pub emoji: String,
    /// What is on the message of this emoji now. It is not stored with the event. None: nobody has
    /// reacted with it any more, or the message was deleted.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub reaction: Option<Reaction>,
}

/// What a group is created with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Creation {
    pub title: String,
    pub topic: String,
    pub visibility: Visibility,
}

/// The person whom the event concerns.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Subject {
    pub user: UserId,
    pub user_handle: Handle,
}

/// A person's new role.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct RoleChange {
    pub user: UserId,
    pub user_handle: Handle,
    pub role: Role,
}

/// A group's new name and topic.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Names {
    pub title: String,
    pub topic: String,
}

/// The kind alone, without the other fields.
#[derive(Deserialize)]
struct Tag {
    kind: String,
}

impl EventKind {
    /// Reads a kind in its stored form: the tag first, then the one form that goes with it. serde's
    /// own way would first build a tree of the whole object.
    ///
    /// # Errors
    /// The text is not a JSON object with a `kind`, or a field of its kind is missing.
    pub fn read(text: &str) -> serde_json::Result<Self> {
        let Tag { kind } = read_object(text)?;
        Ok(match kind.as_str() {
            "message" => Self::Message(read_object(text)?),
            "edited" => Self::Edited(read_object(text)?),
            "deleted" => Self::Deleted(read_object(text)?),
            "reacted" => Self::Reacted(read_object(text)?),
            "unreacted" => Self::Unreacted(read_object(text)?),
            "pinned" => Self::Pinned(read_object(text)?),
            "unpinned" => Self::Unpinned(read_object(text)?),
            "created" | "founded" => Self::Created(read_object(text)?),
            "joined" => Self::Joined,
            "left" => Self::Left,
            "admitted" => Self::Admitted(read_object(text)?),
            "removed" => Self::Removed(read_object(text)?),
            "role_changed" => Self::RoleChanged(read_object(text)?),
            "renamed" => Self::Renamed(read_object(text)?),
            "profile_changed" => Self::ProfileChanged,
            _ => Self::Unknown,
        })
    }

    /// The message that the event changes, if it changes one.
    #[must_use]
    pub fn changed_message(&self) -> Option<Seq> {
        match self {
            Self::Edited(Edit { message, .. })
            | Self::Deleted(Target { message })
            | Self::Pinned(Target { message })
            | Self::Unpinned(Target { message })
            | Self::Reacted(ReactionChange { message, .. })
            | Self::Unreacted(ReactionChange { message, .. }) => Some(*message),
            _ => None,
        }
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

    /// The person whose membership the event changes.
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
            _ => return None,
        };
        Some(Person {
            id: user.clone(),
            handle: handle.clone(),
        })
    }

    /// Whether it is a message. Only messages count as unread.
    #[must_use]
    pub fn is_message(&self) -> bool {
        matches!(self.kind, EventKind::Message(_))
    }

    /// Whether a timeline shows it as a notice between the messages.
    #[must_use]
    pub fn is_notice(&self) -> bool {
        let is_other = matches!(
            self.kind,
            EventKind::Message(_) | EventKind::ProfileChanged | EventKind::Unknown
        );
        !is_other && self.kind.changed_message().is_none()
    }
}

#[cfg(test)]
mod tests;

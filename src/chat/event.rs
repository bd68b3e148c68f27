//! What a conversation's log holds: every change, in one gap-free order.

use serde::{Deserialize, Serialize};

use super::{ClientId, Handle, Millis, Person, Role, Seq, UserId, Visibility};

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

/// What happened. Kinds may be added: a client shows one it does not know as nothing and keeps counting `seq`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    tag = "kind",
    rename_all = "snake_case",
    try_from = "super::flat::EventFields"
)]
pub enum EventKind {
    /// The author said something. `client_id` is the sender's own name for it: seeing it come back is the acknowledgement.
    Message { client_id: ClientId, body: String },
    /// The author made the group and owns it.
    Created {
        title: String,
        topic: String,
        visibility: Visibility,
    },
    /// The author came in by themself.
    Joined,
    /// The author went away by themself.
    Left,
    /// The author let somebody in.
    Admitted { user: UserId, user_handle: Handle },
    /// The author put somebody out.
    Removed { user: UserId, user_handle: Handle },
    /// The author, or the last owner's going, gave somebody another role.
    RoleChanged {
        user: UserId,
        user_handle: Handle,
        role: Role,
    },
    /// The author gave the group another name or topic.
    Renamed { title: String, topic: String },
    /// Of a kind this code does not know: newer code wrote it, and runs beside it during a deploy or before a roll-back.
    Unknown,
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
        match &self.kind {
            EventKind::Created { .. } | EventKind::Joined | EventKind::Left => Some(self.author()),
            EventKind::Admitted { user, user_handle }
            | EventKind::Removed { user, user_handle }
            | EventKind::RoleChanged {
                user, user_handle, ..
            } => Some(Person {
                id: user.clone(),
                handle: user_handle.clone(),
            }),
            EventKind::Message { .. } | EventKind::Renamed { .. } | EventKind::Unknown => None,
        }
    }

    /// Whether it counts as something to read.
    #[must_use]
    pub fn is_message(&self) -> bool {
        matches!(self.kind, EventKind::Message { .. })
    }
}

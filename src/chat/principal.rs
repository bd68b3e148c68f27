//! Who acts. Every permission check asks about a [`Principal`]
//! ([`super::conversation::Conversation::authorize`]).

use serde::{Deserialize, Serialize};

use super::{Person, Profile, SessionId, UserId};

/// The one who makes a request. Only the Worker's session check creates a principal from a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Principal {
    /// A person with an account, signed in on one of their devices.
    Person {
        person: Person,
        session: SessionId,
        /// Their profile when they asked. A socket keeps its principal, so it may be out of date.
        #[serde(default)]
        profile: Option<Profile>,
    },
}

impl Principal {
    /// The person in whose name it is done. They are the author of the events that follow from it.
    #[must_use]
    pub fn person(&self) -> &Person {
        match self {
            Self::Person { person, .. } => person,
        }
    }

    #[must_use]
    pub fn user(&self) -> &UserId {
        &self.person().id
    }

    /// The profile that the person had then, if they have one.
    #[must_use]
    pub fn profile(&self) -> Option<&Profile> {
        match self {
            Self::Person { profile, .. } => profile.as_ref(),
        }
    }

    /// The session of the principal, if there is one. When it ends, the sockets that the principal
    /// opened are closed.
    #[must_use]
    pub fn session(&self) -> Option<&SessionId> {
        match self {
            Self::Person { session, .. } => Some(session),
        }
    }
}

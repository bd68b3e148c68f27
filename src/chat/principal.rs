//! Who acts. Every permission is one question about a [`Principal`]
//! ([`super::conversation::Conversation::authorize`]).

use serde::{Deserialize, Serialize};

use super::{Person, SessionId, UserId};

/// Who asks for something to be done. Only the Worker's session check makes one out of a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Principal {
    /// Somebody with an account, signed in on one of their devices.
    Person { person: Person, session: SessionId },
}

impl Principal {
    /// In whose name it is done: the author of the events that come of it.
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

    /// The session it comes from, where there is one: its end closes what the principal opened.
    #[must_use]
    pub fn session(&self) -> Option<&SessionId> {
        match self {
            Self::Person { session, .. } => Some(session),
        }
    }
}

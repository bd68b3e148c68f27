//! What somebody wants to say, before it is a message.

use serde::{Deserialize, Serialize};

use super::{ClientId, Refusal, text};

/// The content of a message and its sender's own name for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// With the sender it names one message for ever. Seeing it come back is the acknowledgement.
    pub client_id: ClientId,
    /// 1 to 8,000 characters.
    pub body: String,
}

impl Draft {
    /// The draft as it is stored.
    ///
    /// # Errors
    /// [`Refusal::BadMessage`] with the rule that was broken.
    pub fn checked(self) -> Result<Self, Refusal> {
        let Self { client_id, body } = self;
        let body = text::message(&body)?;
        Ok(Self { client_id, body })
    }
}

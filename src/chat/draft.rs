//! The content of a message before it is stored.

use serde::{Deserialize, Serialize};

use super::{ClientId, Refusal, text};

/// The content of a message, and the sender's own id for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Draft {
    /// Together with the sender it names one message for ever. When the sender sees it in an event,
    /// their message is stored.
    pub client_id: ClientId,
    /// 1 to 8,000 code points.
    pub body: String,
}

impl Draft {
    /// The draft in the form in which it is stored.
    ///
    /// # Errors
    /// [`Refusal::BadMessage`] with the rule that was broken.
    pub fn checked(self) -> Result<Self, Refusal> {
        let Self { client_id, body } = self;
        let body = text::message(&body)?;
        Ok(Self { client_id, body })
    }
}

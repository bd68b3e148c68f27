//! The content of a message before it is stored.

use serde::{Deserialize, Serialize};

use super::{ClientId, Refusal, Seq, text};

/// The content of a message, and the sender's own id for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[cfg_attr(test, ts(optional_fields))]
pub struct Draft {
    /// Together with the sender it names one message for ever. When the sender sees it in an event,
    /// their message is stored.
    pub client_id: ClientId,
    /// 1 to 8,000 code points.
    pub body: String,
    /// The message that it replies to.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub reply_to: Option<Seq>,
}

impl Draft {
    /// A draft that answers no other message.
    #[must_use]
    pub fn new(client_id: ClientId, body: String) -> Self {
        Self {
            client_id,
            body,
            reply_to: None,
        }
    }

    /// The draft in the form in which it is stored.
    ///
    /// # Errors
    /// [`Refusal::BadMessage`] with the rule that was broken.
    pub fn checked(self) -> Result<Self, Refusal> {
        let body = text::message(&self.body)?;
        Ok(Self { body, ..self })
    }
}

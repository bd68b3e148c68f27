//! Typed calls: what the Worker and the objects say to each other.
//!
//! A call is one declaration: the request, which names its reply. It travels as JSON in the body of
//! a `fetch` that only a binding can make, its name in the address. What comes back is the JSON of
//! one `Result<Reply, Refusal>` for all objects. Old and new code run side by side during a deploy,
//! so a call only ever gains optional fields, and unknown ones are ignored.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::chat::json::read_object;
use crate::chat::{ConversationId, Principal, Refusal, UserId};

/// The header that carries an [`Opening`] to an object: an upgrade has no body. The Worker makes
/// each request to an object anew, so no client can set it.
pub const OPENING_HEADER: &str = "x-dormouse-opening";

/// JSON that is only handed on, and so never read.
pub type Unread = Box<RawValue>;

/// What names an object.
pub trait Address {
    /// The binding of its class in wrangler.toml.
    const BINDING: &'static str;

    fn name(&self) -> &str;
}

impl Address for UserId {
    const BINDING: &'static str = "USERS";

    fn name(&self) -> &str {
        self.as_str()
    }
}

impl Address for ConversationId {
    const BINDING: &'static str = "CONVERSATIONS";

    fn name(&self) -> &str {
        self.as_str()
    }
}

/// A request to an object.
pub trait Call: Serialize + DeserializeOwned {
    /// The name under which its object knows it.
    const NAME: &'static str;
    /// What names an object that answers it.
    type To: Address;
    type Reply: Serialize + DeserializeOwned;
}

/// How an object answers a call.
pub trait Handle<C: Call> {
    /// Answers it.
    ///
    /// # Errors
    /// Why it is refused. Then nothing was changed.
    fn handle(&mut self, call: C) -> Result<C::Reply, Refusal>;
}

/// Declares that a type is a call: its name, what it is addressed to, and what it replies.
macro_rules! call {
    ($call:ident, $name:literal, $to:ty, $reply:ty) => {
        impl $crate::objects::call::Call for $call {
            const NAME: &'static str = $name;
            type To = $to;
            type Reply = $reply;
        }
    };
}
pub(crate) use call;

/// Reads a call, has it answered, and spells the reply.
///
/// # Errors
/// [`Refusal::Internal`] for a call that cannot be read or a reply that cannot be spelled: both
/// come from our own code.
pub fn answer<C: Call>(actor: &mut impl Handle<C>, call: &str) -> Result<String, Refusal> {
    let call: C = read_object(call).map_err(|_| Refusal::Internal)?;
    spell(&actor.handle(call))
}

/// The JSON of a `Result` of a reply and a refusal. serde's own spelling of that would be compiled
/// anew for each type of reply.
///
/// # Errors
/// [`Refusal::Internal`] when it cannot be spelled.
pub fn spell<T: Serialize>(reply: &Result<T, Refusal>) -> Result<String, Refusal> {
    let (name, content) = match reply {
        Ok(reply) => ("Ok", serde_json::to_string(reply)),
        Err(refusal) => ("Err", serde_json::to_string(refusal)),
    };
    let content = content.map_err(|_| Refusal::Internal)?;
    Ok(format!(r#"{{"{name}":{content}}}"#))
}

/// Opens a socket or a fallback stream.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opening {
    pub principal: Principal,
    /// The cursor as the client wrote it; the conversation judges it.
    #[serde(default)]
    pub since: Option<String>,
    #[serde(default)]
    pub epoch: Option<String>,
    /// A `text/event-stream` instead of a WebSocket.
    #[serde(default)]
    pub stream: bool,
}

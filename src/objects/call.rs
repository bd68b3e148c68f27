//! Typed calls: what the Worker and the objects say to each other.
//!
//! A call is one declaration: the request, which names its reply. It travels as JSON in the body of
//! a `fetch`, with its name in the address. Only a binding can send such a request. The answer is
//! the JSON of one `Result<Reply, Refusal>` for all objects. Old and new code run side by side
//! during a deploy. So a call may only gain optional fields, and its reader ignores unknown ones.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::chat::json::read_object;
use crate::chat::{ConversationId, FileId, Principal, Refusal, UserId};

/// The header that carries an [`Opening`] to an object, because an upgrade has no body. The Worker
/// creates every request to an object, so no client can set it.
pub const OPENING_HEADER: &str = "x-dormouse-opening";

/// JSON that the Worker passes on without parsing it.
pub type Unread = Box<RawValue>;

/// A type whose values name the objects of one class.
pub trait Address {
    /// The binding of the class in wrangler.toml.
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

impl Address for FileId {
    const BINDING: &'static str = "FILES";

    fn name(&self) -> &str {
        self.as_str()
    }
}

/// A request to an object.
pub trait Call: Serialize + DeserializeOwned {
    /// The call's name in the address.
    const NAME: &'static str;
    /// The name of an object that answers it.
    type To: Address;
    type Reply: Serialize + DeserializeOwned;
}

/// An object that answers a call.
pub trait Handle<C: Call> {
    /// Answers it.
    ///
    /// # Errors
    /// The refusal. Then nothing was changed.
    fn handle(&mut self, call: C) -> Result<C::Reply, Refusal>;
}

/// Declares that a type is a call: its name, its addressee, and its reply.
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

/// Parses a call, has it answered, and returns the reply as JSON.
///
/// # Errors
/// [`Refusal::Internal`] for an unreadable call or a reply without JSON form. Both are our own
/// code.
pub fn answer<C: Call>(actor: &mut impl Handle<C>, call: &str) -> Result<String, Refusal> {
    let call: C = read_object(call).map_err(|_| Refusal::Internal)?;
    spell(&actor.handle(call))
}

/// The JSON of a `Result` of a reply and a refusal. serde's own form for `Result` would be compiled
/// again for each type of reply.
///
/// # Errors
/// [`Refusal::Internal`] when it has no JSON form.
pub fn spell<T: Serialize>(reply: &Result<T, Refusal>) -> Result<String, Refusal> {
    let (name, content) = match reply {
        Ok(reply) => ("Ok", serde_json::to_string(reply)),
        Err(refusal) => ("Err", serde_json::to_string(refusal)),
    };
    let content = content.map_err(|_| Refusal::Internal)?;
    Ok(format!(r#"{{"{name}":{content}}}"#))
}

/// A request to open a socket or a fallback stream.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opening {
    pub principal: Principal,
    /// The cursor as the client wrote it. The conversation object judges it.
    #[serde(default)]
    pub since: Option<String>,
    #[serde(default)]
    pub epoch: Option<String>,
    /// Whether it is a `text/event-stream` instead of a WebSocket.
    #[serde(default)]
    pub stream: bool,
}

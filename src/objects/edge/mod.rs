//! The edge of an object: turns what workerd calls into events of an actor. Knows nothing of chat.

mod bindings;
mod host;
mod outbound;
mod shell;
mod stream;

use worker::wasm_bindgen::JsValue;
use worker::{
    DurableObject, Env, Error, Request, Response, Result, State, WebSocket, durable_object,
    wasm_bindgen,
};

use super::conversation::ConversationActor;
use super::user::UserActor;
use crate::chat::bucket::Rate;
use crate::chat::{ConversationId, UserId};
use host::EdgeHost;
use shell::Shell;

/// The user object: one per person.
#[durable_object]
pub struct UserObject {
    shell: Shell<UserActor<EdgeHost>>,
}

/// The conversation object: one per conversation.
#[durable_object]
pub struct ConversationObject {
    shell: Shell<ConversationActor<EdgeHost>>,
}

/// Passes the platform's handlers to the shell. The attribute above needs each one written out.
macro_rules! by_shell {
    ($object:ident, $new:expr) => {
        impl DurableObject for $object {
            fn new(state: State, env: Env) -> Self {
                Self {
                    shell: Shell::new(state, env, $new),
                }
            }

            async fn fetch(&self, request: Request) -> Result<Response> {
                self.shell.fetch(request).await
            }

            async fn alarm(&self) -> Result<Response> {
                self.shell.alarm()
            }

            async fn websocket_close(
                &self,
                socket: WebSocket,
                code: usize,
                _: String,
                clean: bool,
            ) -> Result<()> {
                self.shell.close(&socket, code, clean);
                Ok(())
            }

            async fn websocket_error(&self, socket: WebSocket, _: Error) -> Result<()> {
                self.shell.close(&socket, 1006, false);
                Ok(())
            }
        }

        #[wasm_bindgen::prelude::wasm_bindgen]
        impl $object {
            /// A text message, from the JavaScript entry. The crate's own handler is a future,
            /// which costs half as much as storing the message. Nothing here waits, so none is
            /// needed.
            pub fn hear(&self, socket: &JsValue, text: &str) {
                self.shell.hear(socket, text);
            }
        }
    };
}

by_shell!(UserObject, |host, name, stayed, _| Some(UserActor::new(
    host,
    UserId::parse(name)?,
    stayed
)));
by_shell!(ConversationObject, |host, name, stayed, env| {
    Some(ConversationActor::new(
        host,
        ConversationId::parse(name)?,
        post_rate(env),
        stayed,
    ))
});

/// How fast a member may post: the operator's choice in `wrangler.toml`, or 20 at once and 2 per
/// second.
fn post_rate(env: &Env) -> Rate {
    let number = |name: &str, otherwise: f64| {
        // JavaScript parses the number, and gives NaN for anything else. Rust's tables for parsing
        // would be 11 KB of the bundle (gzip).
        let set = env
            .var(name)
            .map(|value| JsValue::from(value).unchecked_into_f64());
        set.ok().filter(|number| *number > 0.0).unwrap_or(otherwise)
    };
    Rate {
        burst: number("POST_BURST", 20.0),
        per_second: number("POST_PER_SECOND", 2.0),
    }
}

//! The few calls of the platform that the `worker` crate does not have, or has only at a cost.

use js_sys::{Array, Date, JsString};
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};
use worker::{State, WebSocket};

use crate::chat::Millis;

#[wasm_bindgen(inline_js = "export function sendToAll(sockets, text) {
  for (const socket of sockets) {
    try {
      socket.send(text);
    } catch {
      // It is closing, and its close is an event of its own.
    }
  }
}")]
extern "C" {
    /// Sends a string that is JavaScript's already, in a loop that is: from here each socket would be a call across.
    #[wasm_bindgen(js_name = sendToAll)]
    pub fn send_to_all(sockets: &Array, text: &JsString);
}

#[wasm_bindgen]
extern "C" {
    type RawState;

    #[wasm_bindgen(method, catch, js_name = getWebSocketAutoResponseTimestamp)]
    fn auto_response_timestamp(this: &RawState, socket: &JsValue) -> Result<Option<Date>, JsValue>;

    #[wasm_bindgen(method, getter)]
    fn storage(this: &RawState) -> RawStorage;

    type RawStorage;

    /// Takes a time, and takes it at once. The crate's own is a future, and would fall out of the write's own turn.
    #[wasm_bindgen(method, catch, js_name = setAlarm)]
    fn set_alarm(this: &RawStorage, at: f64) -> Result<JsValue, JsValue>;
}

#[wasm_bindgen]
extern "C" {
    /// The crate's own makes a future and a closure anew for each.
    #[wasm_bindgen(js_name = setTimeout)]
    fn set_timeout(call: &js_sys::Function, ms: u32) -> JsValue;
}

/// Has a function called when the event loop has come round: what is ready by then has been read and is waiting too.
pub fn after_this_turn(call: &js_sys::Function) {
    set_timeout(call, 0);
}

/// When the runtime last answered a ping of this socket.
pub fn last_pong(state: &State, socket: &WebSocket) -> Option<Millis> {
    let date = state
        .as_raw()
        .unchecked_ref::<RawState>()
        .auto_response_timestamp(socket.as_ref())
        .ok()??;
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a time since 1970 in ms"
    )]
    Some(date.get_time() as Millis)
}

/// Sets the object's one alarm.
///
/// # Errors
/// What the platform said.
pub fn set_alarm(state: &State, at: Millis) -> Result<(), JsValue> {
    #[allow(clippy::cast_precision_loss, reason = "a time in ms is below 2^53")]
    state
        .as_raw()
        .unchecked_ref::<RawState>()
        .storage()
        .set_alarm(at as f64)
        .map(|_| ())
}

//! The few calls of the platform that the `worker` crate does not have, or has only at a cost.

use js_sys::{Date, JsString};
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};
use worker::{State, WebSocket};

use crate::chat::Millis;

#[wasm_bindgen]
extern "C" {
    type RawSocket;

    /// Sends a string that is JavaScript's already. The crate's own takes a `&str` and copies it anew for every socket.
    #[wasm_bindgen(method, catch)]
    fn send(this: &RawSocket, text: &JsString) -> Result<(), JsValue>;

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

/// Sends a text; false when the socket is no longer open.
pub fn send(socket: &WebSocket, text: &JsString) -> bool {
    socket.as_ref().unchecked_ref::<RawSocket>().send(text).is_ok()
}

/// When the runtime last answered a ping of this socket.
pub fn heard(state: &State, socket: &WebSocket) -> Option<Millis> {
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

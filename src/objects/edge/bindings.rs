//! The few calls of the platform that the `worker` crate does not have, or has only at a cost.

use js_sys::{Array, Date, Function, JsString};
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

// Counting turns is JavaScript's: where nobody waits for them, WASM is not entered at all.
#[wasm_bindgen(inline_js = "export class Turns {
  #flush;
  #left = 0;
  #wanted = false;
  constructor(flush) {
    this.#flush = flush;
  }
  start(turns) {
    if (this.#left === 0) setTimeout(this.#turn, 0);
    this.#left = turns;
  }
  isRunning() {
    return this.#left > 0;
  }
  want() {
    this.#wanted = true;
  }
  #turn = () => {
    this.#left -= 1;
    if (this.#left > 0) return setTimeout(this.#turn, 0);
    if (!this.#wanted) return;
    this.#wanted = false;
    this.#flush();
  };
}")]
extern "C" {
    /// Turns of the event loop that are waited for.
    pub type Turns;

    /// `flush` is called after the turns, if it is wanted then.
    #[wasm_bindgen(constructor)]
    pub fn new(flush: &Function) -> Turns;

    #[wasm_bindgen(method)]
    pub fn start(this: &Turns, turns: u32);

    #[wasm_bindgen(method, js_name = isRunning)]
    pub fn is_running(this: &Turns) -> bool;

    #[wasm_bindgen(method)]
    pub fn want(this: &Turns);
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

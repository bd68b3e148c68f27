//! Calls of the platform that the `worker` crate lacks, or makes expensive.

use js_sys::{Array, Date, Function, JsString};
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};
use worker::{State, WebSocket};

use crate::chat::Millis;

#[wasm_bindgen(inline_js = "export function sendToAll(sockets, text) {
  for (const socket of sockets) {
    try {
      socket.send(text);
    } catch {
      // The socket is closing. Its close is an event of its own.
    }
  }
}")]
extern "C" {
    /// Sends one JavaScript string to all sockets, in a JavaScript loop. A loop in Rust would cross
    /// into JavaScript for each socket.
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

    /// Sets the alarm at once. The crate's own function is a future, and would run after the turn
    /// that writes.
    #[wasm_bindgen(method, catch, js_name = setAlarm)]
    fn set_alarm(this: &RawStorage, at: f64) -> Result<JsValue, JsValue>;
}

// JavaScript counts the turns, so WASM is not entered when no post waits for them.
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
    /// The turns of the event loop that posts wait for.
    pub type Turns;

    /// After the turns, it calls `flush` if [`Turns::want`] was called meanwhile.
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
/// The platform's exception.
pub fn set_alarm(state: &State, at: Millis) -> Result<(), JsValue> {
    #[allow(clippy::cast_precision_loss, reason = "a time in ms is below 2^53")]
    state
        .as_raw()
        .unchecked_ref::<RawState>()
        .storage()
        .set_alarm(at as f64)
        .map(|_| ())
}

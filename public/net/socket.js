// One WebSocket from opening to closing: texts come as "text" events, its end as one "down" event with a code.
// Keeps it alive and finds it dead. Does not know frames, nor what comes after it.

import { CLOSE } from "./codes.js";

/** Say `ping` this often; no answer within the deadline is a dead connection. In ms, from docs/protocol.md. */
export const PING_EVERY = 25_000;
export const PONG_WITHIN = 15_000;
/** When there is a reason for doubt (the tab woke, the network changed), ask with less patience. */
export const PONG_IN_DOUBT = 5_000;

export class SocketLink extends EventTarget {
  #socket; #clock; #ping = null; #deadline = null; #over = false;

  constructor(url, { clock, WebSocket = globalThis.WebSocket }) {
    super();
    this.#clock = clock;
    this.#socket = new WebSocket(url);
    this.#socket.onopen = () => this.#pingLater();
    this.#socket.onmessage = ({ data }) => this.#hear(data);
    this.#socket.onclose = ({ code }) => this.#end(code);
  }

  send(text) {
    if (this.#socket.readyState === 1) this.#socket.send(text);
  }

  /** Is it still there? If not, `down` follows soon. */
  check() {
    if (this.#socket.readyState === 1) this.#askPong(PONG_IN_DOUBT);
  }

  close() {
    this.#over = true;
    this.#quiet();
    this.#socket.close(CLOSE.normal);
  }

  #hear(text) {
    if (this.#over) return;
    this.#deadline?.();
    this.#deadline = null;
    if (text !== "pong" && typeof text === "string") this.dispatchEvent(new CustomEvent("text", { detail: text }));
  }

  #pingLater() {
    this.#ping = this.#clock.after(PING_EVERY, () => {
      this.#askPong(PONG_WITHIN);
      this.#pingLater();
    });
  }

  #askPong(within) {
    this.send("ping");
    this.#deadline?.();
    this.#deadline = this.#clock.after(within, () => this.#dead());
  }

  /** A close handshake with nobody there takes the browser a minute: do not wait for it. */
  #dead() {
    this.#end(CLOSE.lost);
    this.#socket.close();
  }

  #end(code) {
    if (this.#over) return;
    this.#over = true;
    this.#quiet();
    this.dispatchEvent(new CustomEvent("down", { detail: { code } }));
  }

  #quiet() {
    this.#ping?.();
    this.#deadline?.();
  }
}

// What has arrived on one connection, and when to say so: after `ack_after` bytes, or when the
// server lags behind.

import { say } from "./frames.js";
import { inOrder } from "../model/order.js";

export class Receipts {
  #bytes = 0; #after = Infinity;

  /** `last`: the seq held when the connection was opened, or null. */
  constructor(last) {
    this.last = last;
  }

  /** Whether something is missing before this frame. */
  misses(frame) {
    switch (frame?.type) {
      case "events": return inOrder(this.last, frame.events).gap;
      // Said again when a server that lost its memory is not sure that everything was sent.
      case "live": return frame.head > (this.last ?? 0);
      default: return false;
    }
  }

  /** Counts one arrived text and the frame it was; answers the `ack` to say now, or null. */
  count(text, frame) {
    this.#bytes += bytesOf(text);
    if (frame?.type === "reset") this.last = null;
    if (frame?.type === "welcome" && frame.ack_after) this.#after = frame.ack_after;
    if (frame?.type === "page") this.last = frame.to;
    if (frame?.type === "events" && frame.events.length > 0) this.last = frame.events.at(-1).seq;
    if (this.last === null || (this.#bytes < this.#after && frame?.type !== "lagging")) return null;
    this.#bytes = 0;
    return say.ack(this.last);
  }
}

const encoder = new TextEncoder();
const bytesOf = (text) => encoder.encode(text).length;

// What has arrived on one connection, and when to acknowledge it: after `ack_after` bytes, or when
// the server says that the client lags.

import { say } from "./frames.ts";
import { inOrder } from "../model/order.ts";

export class Receipts {
  #bytes = 0;
  #after = Infinity;

  /** `last`: the seq that was held when the connection opened, or null. */
  constructor(last) {
    this.last = last;
  }

  /** Whether something is missing before this frame. */
  misses(frame) {
    switch (frame?.type) {
      case "events":
        return inOrder(this.last, frame.events).gap;
      // A server that lost its memory sends `live` again, because frames may be lost.
      case "live":
        return frame.head > (this.last ?? 0);
      default:
        return false;
    }
  }

  /** Counts one arrived text and its frame. Returns the `ack` to send now, or null. */
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

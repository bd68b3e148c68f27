// What has arrived on one connection, and when to acknowledge it: after `ack_after` bytes, or when
// the server says that the client lags.

import { say } from "./frames.ts";
import { inOrder } from "../model/order.ts";
import type { ToPage } from "./frames.ts";
import type { FromClient, Seq } from "../wire.ts";

export class Receipts {
  /** The last event that has arrived, or null before the first. */
  last: Seq | null;
  #bytes = 0;
  #after = Infinity;

  /** `last`: the seq that was held when the connection opened, or null. */
  constructor(last: Seq | null) {
    this.last = last;
  }

  /** Whether something is missing before this frame. */
  misses(frame: ToPage | null): boolean {
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
  count(text: string, frame: ToPage | null): FromClient | null {
    this.#bytes += bytesOf(text);
    if (frame?.type === "reset") this.last = null;
    if (frame?.type === "welcome" && "ack_after" in frame) this.#after = frame.ack_after;
    if (frame?.type === "page") this.last = frame.to;
    if (frame?.type === "events") this.last = frame.events.at(-1)?.seq ?? this.last;
    if (this.last === null || (this.#bytes < this.#after && frame?.type !== "lagging")) return null;
    this.#bytes = 0;
    return say.ack(this.last);
  }
}

const encoder = new TextEncoder();
const bytesOf = (text: string) => encoder.encode(text).length;

// What Cloudflare starts: the Worker and the three kinds of object. Each hands its calls on to Rust.
// Knows nothing of chat.
//
// Every call goes through `enter` or `guarded` of instance.mjs, which says what a panic would do
// otherwise. The objects extend the platform's class: without that it offers neither RPC nor the
// test harness's view of their storage.
import { DurableObject, WorkerEntrypoint } from "cloudflare:workers";
import * as rust from "../build/index.js";
import { Restarted, enter, guarded, perInstance } from "./instance.mjs";

/** Bytes of one frame: FRAME_BYTES in src/chat/limits.rs. */
const FRAME_BYTES = 64 * 1024;
const TOO_LARGE = " ".repeat(FRAME_BYTES + 1);

/**
 * The text of a message. The platform takes messages of up to 32 MiB: one that is too large anyway is not copied into WASM,
 * whose memory never shrinks again; something just as much too large goes in for it, and is refused there. Bytes are not our
 * protocol, and are refused like any other text that is no frame.
 */
function text(message) {
  const size = typeof message === "string" ? message.length : message.byteLength;
  if (size > FRAME_BYTES) return TOO_LARGE;
  return typeof message === "string" ? message : "";
}

/** The platform's handlers of one kind of object. */
const around = (RustObject) =>
  class extends DurableObject {
    #rust = enter(() => perInstance(() => new RustObject(this.ctx, this.env)));

    fetch(request) {
      return guarded(() => this.#rust().fetch(request));
    }

    alarm() {
      return guarded(() => this.#rust().alarm());
    }

    // Over when it returns: nobody waits for it, so there is nothing to reject.
    webSocketMessage(socket, message) {
      enter(() => this.#rust().hear(socket, text(message)));
    }

    webSocketClose(socket, code, reason, wasClean) {
      return guarded(() => this.#rust().webSocketClose(socket, code, reason, wasClean));
    }

    webSocketError(socket, error) {
      return guarded(() => this.#rust().webSocketError(socket, error));
    }
  };

// Named, because the platform finds them by their export names and shows their class names in its logs.
export class UserObject extends around(rust.UserObject) {}
export class ConversationObject extends around(rust.ConversationObject) {}
export class GateObject extends around(rust.GateObject) {}

/** What every answer says: HEADERS and HSTS in src/http/answer.rs. */
const HEADERS = {
  "cache-control": "no-store",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "cross-origin-resource-policy": "same-origin",
};
const HSTS = { "strict-transport-security": "max-age=31536000" };

export default class Dormouse extends WorkerEntrypoint {
  async fetch(request) {
    try {
      return await guarded(() => rust.fetch(request, this.env, this.ctx));
    } catch (problem) {
      if (!(problem instanceof Restarted)) throw problem;
      // The one refusal Rust cannot write itself; the shape is that of all others.
      const body = { code: "busy", message: "The server restarted while answering. Try again in a moment." };
      const secure = request.url.startsWith("https:") ? HSTS : {};
      const headers = { ...HEADERS, ...secure, "retry-after": "1" };
      return Response.json(body, { status: 503, headers });
    }
  }
}

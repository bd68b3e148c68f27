// What Cloudflare starts: the Worker and the four classes of object. Each passes its calls on to
// Rust. Knows nothing of chat.
//
// Every call goes through `enter` or `guarded` of instance.mjs, which explains why. The classes
// extend the platform's `DurableObject`: without it the platform offers no RPC, and the test
// harness cannot see their storage.
import { DurableObject, WorkerEntrypoint } from "cloudflare:workers";
import * as rust from "../build/worker/index.js";
import { Restarted, enter, guarded, perInstance } from "./instance.mjs";

/** Bytes of one frame: the same as FRAME_BYTES in src/chat/limits.rs. */
const FRAME_BYTES = 64 * 1024;
const TOO_LARGE = " ".repeat(FRAME_BYTES + 1);

/**
 * The text of a message, for Rust. The platform accepts messages of up to 32 MiB. A message that is
 * too large is not copied into WASM, whose memory never shrinks. Rust gets a text that is just too
 * large instead, and refuses it. Binary messages are not part of the protocol: Rust gets an empty
 * text, and refuses it as no frame.
 */
function text(message) {
  const size = typeof message === "string" ? message.length : message.byteLength;
  if (size > FRAME_BYTES) return TOO_LARGE;
  return typeof message === "string" ? message : "";
}

/** The platform's handlers of one class of object. */
const around = (RustObject) =>
  class extends DurableObject {
    #rust = enter(() => perInstance(() => new RustObject(this.ctx, this.env)));

    fetch(request) {
      return guarded(() => this.#rust().fetch(request));
    }

    alarm() {
      return guarded(() => this.#rust().alarm());
    }

    // It is synchronous, and the platform waits for no promise, so there is none to reject.
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

// The platform finds the classes by their export names, and shows the class names in its logs.
export class UserObject extends around(rust.UserObject) {}
export class ConversationObject extends around(rust.ConversationObject) {}
export class GateObject extends around(rust.GateObject) {}
export class FileObject extends around(rust.FileObject) {}

/** The headers of every answer: the same as HEADERS and HSTS in src/http/answer.rs. */
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
      // Rust cannot write this refusal itself. It has the form of all others.
      const message = "The server restarted while answering. Try again in a moment.";
      const body = { code: "busy", message };
      const secure = request.url.startsWith("https:") ? HSTS : {};
      const headers = { ...HEADERS, ...secure, "retry-after": "1" };
      return Response.json(body, { status: 503, headers });
    }
  }
}

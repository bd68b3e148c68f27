// What Cloudflare starts. Knows nothing of chat; it exists because of what a Rust panic does to a WASM instance.
//
// A panic traps. The trap leaves through whichever JavaScript frame polled the future, and that is a microtask, not the
// caller: the promise the platform waits for is never settled. The request hangs, a hung request pins its object in memory,
// and everything else in flight in this isolate hangs too, because worker-build's shim throws the whole WASM instance away:
// at the next call it makes a new one, in which each Rust object is built anew from its storage.
//
// So each call is raced against a promise of its own, and when the instance dies, everyone still waiting is told at once.
// Callers see an error after milliseconds and may retry; the object can be evicted; nobody waits for an answer that is lost.
//
// `extends DurableObject` is the second reason: the shim's classes are proxies, to which the platform offers neither RPC nor
// the test harness's view of their storage.
import { DurableObject, WorkerEntrypoint } from "cloudflare:workers";
import RustWorker, {
  ConversationObject as RustConversation,
  GateObject as RustGate,
  UserObject as RustUser,
} from "../build/index.js";

class Restarted extends Error {}

/** The reject functions of all calls in flight in this isolate, whichever object they belong to. */
const waiting = new Set();

/** The `worker` crate counts its instances here. Another number than before: whoever waits, waits for a dead one. */
const generation = () => globalThis.__worker_init_state?.instanceId;
let current = generation();

function instanceDied(cause) {
  const calls = [...waiting];
  waiting.clear();
  console.error(`the WASM instance died, and ${calls.length} waiting call(s) with it`, cause);
  for (const reject of calls) reject(new Restarted("the server restarted while answering", { cause }));
}

// A trap inside a polled future surfaces only here. The shim listens too and marks the instance for replacement; it was
// imported first, so the mark is set before anyone is told and perhaps retries.
// Anything else that surfaces here killed nothing: a timer of an earlier instance that finds it gone, for one.
addEventListener("error", ({ error }) => {
  if (error instanceof WebAssembly.RuntimeError) instanceDied(error);
});

/** Calls into WASM. What is thrown, rather than rejected, comes from a dying instance: Rust's own errors are rejections. */
function enter(call) {
  try {
    return call();
  } catch (cause) {
    instanceDied(cause);
    throw cause;
  } finally {
    // An exception of the platform that unwinds through Rust kills the instance without any `error` event; what shows is
    // that this call has found a new one.
    if (current !== generation() && waiting.size > 0) instanceDied("replaced");
    current = generation();
  }
}

function guarded(call) {
  return new Promise((resolve, reject) => {
    const answer = enter(call);
    waiting.add(reject);
    Promise.resolve(answer)
      .finally(() => waiting.delete(reject))
      .then(resolve, reject);
  });
}

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

/** Every handler the platform calls goes through the guard. The shim's proxy puts a new Rust object into place by itself. */
const around = (RustObject) =>
  class extends DurableObject {
    #rust = enter(() => new RustObject(this.ctx, this.env));

    fetch(request) {
      return guarded(() => this.#rust.fetch(request));
    }

    alarm(info) {
      return guarded(() => this.#rust.alarm(info));
    }

    // Over when it returns: nobody waits for it, so there is nothing to reject.
    webSocketMessage(socket, message) {
      enter(() => this.#rust.hear(socket, text(message)));
    }

    webSocketClose(socket, code, reason, wasClean) {
      return guarded(() => this.#rust.webSocketClose(socket, code, reason, wasClean));
    }

    webSocketError(socket, error) {
      return guarded(() => this.#rust.webSocketError(socket, error));
    }
  };

// Named, because the platform finds them by their export names and shows their class names in its logs.
export class UserObject extends around(RustUser) {}
export class ConversationObject extends around(RustConversation) {}
export class GateObject extends around(RustGate) {}

export default class Dormouse extends WorkerEntrypoint {
  #rust = enter(() => new RustWorker(this.ctx, this.env));

  async fetch(request) {
    try {
      return await guarded(() => this.#rust.fetch(request));
    } catch (problem) {
      if (!(problem instanceof Restarted)) throw problem;
      // The one refusal Rust cannot write itself; the shape is that of all others.
      const body = { code: "busy", message: "The server restarted while answering. Try again in a moment." };
      return Response.json(body, { status: 503, headers: { "retry-after": "1" } });
    }
  }
}

// What Cloudflare starts. Knows nothing of chat; it exists because of what a Rust panic does to a WASM instance.
//
// A panic traps. The trap leaves through whichever JavaScript frame polled the future, and that is a microtask, not the
// caller: the promise the platform waits for is never settled. The request hangs, a hung request pins its object in memory,
// and everything else that was in flight in this isolate hangs too, because worker-build's shim throws the WASM instance
// away (at the next call, all Rust objects are built anew from their storage).
//
// So each call is raced against a promise of its own, and when the instance dies, everyone still waiting is told at once.
// A caller sees an error after milliseconds and retries; the object can be evicted; nobody waits for an answer lost for good.
//
// `extends DurableObject` is the second reason: the shim's classes are proxies, to which the platform offers neither RPC nor
// the test harness's view of their storage.
import { DurableObject, WorkerEntrypoint } from "cloudflare:workers";
import RustWorker, {
  ConversationObject as RustConversation,
  UserObject as RustUser,
} from "../build/index.js";

/** The reject functions of all calls in flight in this isolate, whichever object they belong to. */
const waiting = new Set();

function instanceDied(cause) {
  if (!(cause instanceof WebAssembly.RuntimeError)) return;
  const calls = [...waiting];
  waiting.clear();
  console.error(`dormouse: a panic ended the WASM instance; ${calls.length} call(s) in flight fail with it`, cause);
  for (const reject of calls) reject(new Error("the server restarted while answering", { cause }));
}

// A trap inside a polled future surfaces only here. The shim listens too, to mark the instance for replacement; it was
// imported first, so by the time the calls below are rejected (and perhaps retried) the mark is set.
addEventListener("error", (event) => instanceDied(event.error));

function guarded(call) {
  return new Promise((resolve, reject) => {
    waiting.add(reject);
    const settle = (how) => (value) => {
      waiting.delete(reject);
      how(value);
    };
    // A trap before the first await is thrown right here and never becomes an `error` event.
    const failed = (cause) => {
      instanceDied(cause);
      settle(reject)(cause);
    };
    try {
      Promise.resolve(call()).then(settle(resolve), failed);
    } catch (cause) {
      failed(cause);
    }
  });
}

/** The handlers the platform calls; every one goes through the guard. `rust` replaces its own instance after a panic. */
const around = (RustObject) =>
  class extends DurableObject {
    #rust;

    constructor(ctx, env) {
      super(ctx, env);
      this.#rust = new RustObject(ctx, env);
    }

    fetch(request) {
      return guarded(() => this.#rust.fetch(request));
    }

    alarm(info) {
      return guarded(() => this.#rust.alarm(info));
    }

    webSocketMessage(socket, message) {
      return guarded(() => this.#rust.webSocketMessage(socket, message));
    }

    webSocketClose(socket, code, reason, wasClean) {
      return guarded(() => this.#rust.webSocketClose(socket, code, reason, wasClean));
    }

    webSocketError(socket, error) {
      return guarded(() => this.#rust.webSocketError(socket, error));
    }
  };

// Named classes: the platform finds them by their export names, its logs by their class names.
export class UserObject extends around(RustUser) {}
export class ConversationObject extends around(RustConversation) {}

export default class Dormouse extends WorkerEntrypoint {
  #rust = new RustWorker(this.ctx, this.env);

  fetch(request) {
    return guarded(() => this.#rust.fetch(request));
  }
}

// The WASM instance: how it is entered, and how it is replaced when Rust panics.
// Knows nothing of chat.
//
// A panic traps. The trap leaves through the JavaScript frame that polled the future. That frame is
// a microtask and not the caller, so nobody settles the promise that the platform waits for. The
// request would hang, and a request that hangs pins its object in memory.
//
// So each call is raced against a promise of its own. When the instance dies, a new one is made at
// once, and all who still wait are told. Callers see an error after milliseconds and may retry. Each
// Rust object is built anew from its storage when it is called next. What it had in memory is lost:
// memory is a cache.
import module from "../build/index_bg.wasm";
import { __wbg_reset_state as makeInstance, initSync } from "../build/index.js";

initSync({ module });

/** What a call is rejected with when the instance died before it had an answer. */
export class Restarted extends Error {}

/** The reject functions of all calls in flight in this isolate, whichever object they belong to. */
const waiting = new Set();

/** Grows with each new instance. */
let generation = 0;

/** The `worker` crate writes here that Rust panics, before the trap. */
const panics = globalThis.__worker_init_state;

/** What killed the last instance. The platform may report an exception that was caught before. */
let lastCause;

function instanceDied(cause) {
  if (cause === lastCause) return;
  lastCause = cause;
  const calls = [...waiting];
  waiting.clear();
  console.error(`the WASM instance died, and ${calls.length} waiting call(s) with it`, cause);
  for (const reject of calls) {
    reject(new Restarted("the server restarted while answering", { cause }));
  }
  // At once, not with the next call: a timer that is set would still run in the dead instance.
  panics.criticalError = false;
  generation += 1;
  makeInstance();
}

// Whatever is thrown inside a polled future surfaces only here: a trap, a stack overflow, or an
// exception of the platform that Rust did not expect. It has cut through Rust's frames, so nothing
// in that instance can be trusted any more.
addEventListener("error", ({ error }) => {
  if (!isFromEarlier(error)) instanceDied(error);
});

/** wasm-bindgen refuses the timers and callbacks of an earlier instance. Nothing dies of that. */
const isFromEarlier = (error) => /previous wasm instance/i.test(error?.message);

/** Calls into WASM. What it throws has cut through Rust: Rust's own errors are rejections. */
export function enter(call) {
  // A trap that nobody reported, such as one in a callback whose promise has no reader.
  if (panics.criticalError) instanceDied(new Error("Rust panicked"));
  try {
    return call();
  } catch (cause) {
    instanceDied(cause);
    throw cause;
  }
}

/** Calls into WASM for a promise, which settles even if the instance dies. */
export function guarded(call) {
  return new Promise((resolve, reject) => {
    const answer = enter(call);
    waiting.add(reject);
    Promise.resolve(answer)
      .finally(() => waiting.delete(reject))
      .then(resolve, reject);
  });
}

/** Answers with a Rust object, which it builds anew after a restart. */
export function perInstance(build) {
  let object = build();
  let born = generation;
  return () => {
    if (born !== generation) {
      object = build();
      born = generation;
    }
    return object;
  };
}

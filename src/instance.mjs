// The WASM instance: how calls enter it, and how a new one replaces it when Rust panics. Knows
// nothing of chat.
//
// A panic traps. The trap leaves through the JavaScript frame that polled the future. That frame is
// a microtask and not the caller, so nothing settles the promise that the platform waits for. The
// request would hang, and a hanging request keeps its object in memory.
//
// So each call gets a promise of its own, with a reject function. When the instance dies, this
// module makes a new one at once and rejects all waiting calls. Callers see an error within
// milliseconds and may retry. Each Rust object is built again from its storage at its next call. It
// loses only what it had in memory, which is a cache.
import module from "../build/worker/index_bg.wasm";
import { __wbg_reset_state as makeInstance, initSync } from "../build/worker/index.js";

initSync({ module });

/** A call is rejected with this when the instance died before it answered. */
export class Restarted extends Error {}

/** The reject functions of all calls in flight in this isolate, of every object. */
const waiting = new Set();

/** Grows with each new instance. */
let generation = 0;

/** The `worker` crate sets `criticalError` here when Rust panics, before the trap. */
const panics = globalThis.__worker_init_state;

/**
 * What killed the last instance. The platform may report an exception again that `enter` has
 * caught.
 */
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
  // At once, not with the next call: a timer that is already set would run in the dead instance.
  panics.criticalError = false;
  generation += 1;
  makeInstance();
}

// An exception inside a polled future reaches only this handler: a trap, a stack overflow, or an
// exception of the platform that Rust did not expect. It has skipped Rust's frames, so nothing in
// that instance can be trusted.
addEventListener("error", ({ error }) => {
  if (!isFromEarlier(error)) instanceDied(error);
});

/**
 * wasm-bindgen refuses timers and callbacks of an earlier instance. That error kills no instance.
 */
const isFromEarlier = (error) => /previous wasm instance/i.test(error?.message);

/**
 * Calls into WASM. An exception from it has skipped Rust's frames: Rust's own errors are
 * rejections.
 */
export function enter(call) {
  // The last trap may not have been reported, such as one in a callback whose promise nobody reads.
  if (panics.criticalError) instanceDied(new Error("Rust panicked"));
  try {
    return call();
  } catch (cause) {
    instanceDied(cause);
    throw cause;
  }
}

/** Calls into WASM and returns a promise that settles even if the instance dies. */
export function guarded(call) {
  return new Promise((resolve, reject) => {
    const answer = enter(call);
    waiting.add(reject);
    Promise.resolve(answer)
      .finally(() => waiting.delete(reject))
      .then(resolve, reject);
  });
}

/** Returns a function that returns the Rust object. It builds the object again after a restart. */
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

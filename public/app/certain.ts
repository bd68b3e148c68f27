// Whether it is certain who acts, and requests that wait until it is.

import type { Store } from "./store.ts";

interface Waiting {
  go(): void;
  fail(refusal: unknown): void;
}

export class Certainty {
  #store: Store;
  #waiting: Waiting[] = [];

  constructor(store: Store) {
    this.#store = store;
  }

  /** Resolves when it is certain. Rejects when the server cannot be asked. */
  async wait(): Promise<void> {
    if (!this.#store.state.certain)
      await new Promise<void>((go, fail) => this.#waiting.push({ go, fail }));
  }

  doubt(): void {
    this.#store.change({ certain: false });
  }

  sure(): void {
    this.#store.change({ certain: true });
    this.#waiting.splice(0).forEach(({ go }) => go());
  }

  /** The question who acts was not answered. It will be asked again. */
  unanswered(refusal: unknown): void {
    this.#waiting.splice(0).forEach(({ fail }) => fail(refusal));
  }
}

/** The same functions, of which all but `free` wait for `certain()` first. */
export function whenCertain<T extends object>(
  api: T,
  certain: () => Promise<void>,
  free: ReadonlySet<PropertyKey>,
): T {
  return new Proxy(api, {
    get(target, name) {
      const ask: unknown = Reflect.get(target, name);
      if (typeof ask !== "function" || free.has(name)) return ask;
      return async (...given: unknown[]) => {
        await certain();
        return Reflect.apply(ask, target, given);
      };
    },
  });
}

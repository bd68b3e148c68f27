// The sign-ins that other tabs have begun and not ended. While there is one, the cookie may change
// at any time. Knows no tab and no person.

import type { Clock } from "./clock.ts";

/** A tab that signs in and says nothing for longer than any answer takes is closed, in ms. */
const WITHIN = 35_000;

export class SignIns {
  #clock: Clock;
  #lost: () => void;
  /** A timer for each. */
  #open = new Set<() => void>();

  /** `lost` is called when a tab has not said how its sign-in ended. */
  constructor(clock: Clock, lost: () => void) {
    this.#clock = clock;
    this.#lost = lost;
  }

  get areOpen(): boolean {
    return this.#open.size > 0;
  }

  begun(): void {
    const cancel = this.#clock.after(WITHIN, () => {
      this.#open.delete(cancel);
      this.#lost();
    });
    this.#open.add(cancel);
  }

  ended(): void {
    const [cancel] = this.#open;
    if (!cancel) return;
    cancel();
    this.#open.delete(cancel);
  }
}

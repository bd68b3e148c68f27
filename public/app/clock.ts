// The browser's clock; nothing else reads the time.

import type { Clock } from "../net/link.ts";

export type { Clock } from "../net/link.ts";

export const browserClock: Clock = {
  now: () => Date.now(),
  after(ms, act) {
    const timer = setTimeout(act, ms);
    return () => clearTimeout(timer);
  },
};

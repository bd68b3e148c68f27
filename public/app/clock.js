// The browser's time, the only place that asks for it: `now()` in ms, `after(ms, act)` answering how to call it off.

export const browserClock = {
  now: () => Date.now(),
  after(ms, act) {
    const timer = setTimeout(act, ms);
    return () => clearTimeout(timer);
  },
};

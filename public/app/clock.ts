// The browser's clock; nothing else reads the time. `now()` gives ms; `after(ms, act)` returns a
// function that cancels.

export const browserClock = {
  now: () => Date.now(),
  after(ms, act) {
    const timer = setTimeout(act, ms);
    return () => clearTimeout(timer);
  },
};

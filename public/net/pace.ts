// How often to poll: often while something happens, less and less often while nothing does. Only
// numbers.

/** The shortest and longest pause between two polls, in ms. */
export const SOON = 3_000;
export const SELDOM = 30_000;
/** The pause is this part of the quiet time: 3 s in the first minute, 30 s after ten. */
const PART = 20;

/** The pause before the next poll when nothing has happened for `quiet` ms. */
export const pauseAfter = (quiet: number): number => Math.min(SELDOM, Math.max(SOON, quiet / PART));

// How often to ask where nothing tells: often while something happens, ever more seldom while
// nothing does. Numbers only.

/** Shortest and longest pause between two polls, in ms. */
export const SOON = 3_000;
export const SELDOM = 30_000;
/** A pause is this part of how long it has been quiet: 3 s in the first minute, 30 s after ten. */
const PART = 20;

/** The pause before the next poll when nothing has happened for `quiet` ms. */
export const pauseAfter = (quiet) => Math.min(SELDOM, Math.max(SOON, quiet / PART));

// How long to wait before connecting again (docs/protocol.md). Only numbers; chance is an argument
// in [0, 1).

/** The first and the longest upper bound of the wait, in ms. */
const FIRST = 1_000;
const LONGEST = 30_000;
/**
 * The least wait after close code 4008 (the client sent too fast), in ms. The server's post bucket
 * refills meanwhile.
 */
const CALM = 15_000;

/** A random wait below a bound that doubles with each attempt (0, 1, 2 …). */
export const waitBefore = (attempt: number, chance: number): number =>
  chance * Math.min(LONGEST, FIRST * 2 ** Math.min(attempt, 10));

/** The wait after 4008. */
export const calmWait = (chance: number): number => CALM * (1 + chance);

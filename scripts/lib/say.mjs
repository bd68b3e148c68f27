// What the scripts print for the person who waits: plain sentences, and a clock for long steps.
const started = Date.now();
const interactive = process.stdout.isTTY && !process.env.CI;
// A terminal shows a running clock. A log gets a line now and then, because CI ends silent jobs.
const CLOCK_MS = interactive ? 1_000 : 30_000;

/** The steps that run right now, as { what, since, progress }. Several may run at the same time. */
const going = new Set();
let clock;

export const seconds = (since) => `${((Date.now() - since) / 1000).toFixed(1)} s`;

export function say(text) {
  wipe();
  console.log(`dormouse  ${text}`);
}

/** Prints a line of another program. */
export function passOn(text) {
  wipe();
  console.error(text);
}

/** Ends the script with a sentence that says what to do. A stack trace would hide it. */
export function giveUp(text) {
  wipe();
  console.error(`\ndormouse  ${text.trim().replaceAll("\n", "\n          ")}\n`);
  process.exit(1);
}

/**
 * Runs `work`. Says what it is and how long it usually takes, shows a clock, and says how long it
 * took.
 */
export async function step(what, usually, work) {
  const since = Date.now();
  say(`${what} (usually ${usually}) …`);
  try {
    return await ticking(what, work);
  } finally {
    say(`${what}: ${seconds(since)}`);
  }
}

/**
 * Shows that `work` is still running. `work` gets a function that reports its progress ("12 of
 * 139").
 */
export async function ticking(what, work) {
  const one = { what, since: Date.now(), progress: "" };
  going.add(one);
  clock ??= setInterval(show, CLOCK_MS);
  try {
    return await work((progress) => (one.progress = `, ${progress}`));
  } finally {
    going.delete(one);
    wipe();
    if (going.size === 0) clock = clearInterval(clock);
  }
}

function show() {
  const all = [...going].map(({ what, since, progress }) => {
    return `${what}: ${Math.round((Date.now() - since) / 1000)} s${progress}`;
  });
  const line = `dormouse    … ${all.join(" · ")}`;
  if (interactive) process.stdout.write(`\r${line.slice(0, process.stdout.columns - 1)}\x1b[K`);
  else console.log(line);
}

/** Removes the clock from the last line of the terminal. */
function wipe() {
  if (interactive) process.stdout.write("\r\x1b[K");
}

export const sinceStart = () => seconds(started);

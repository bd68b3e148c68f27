// What the scripts tell the person waiting: plain sentences, and a clock for whatever takes long.
const started = Date.now();
const interactive = process.stdout.isTTY && !process.env.CI;
// A person sees a running clock, a log gets a line now and then: CI kills what is silent.
const CLOCK_MS = interactive ? 1_000 : 30_000;

/** What is going on right now: { what, since, progress }. Several things may, at the same time. */
const going = new Set();
let clock;

export const seconds = (since) => `${((Date.now() - since) / 1000).toFixed(1)} s`;

export function say(text) {
  wipe();
  console.log(`dormouse  ${text}`);
}

/** Passes on what another program said. */
export function passOn(text) {
  wipe();
  console.error(text);
}

/** Ends the script with a sentence a person can act on; a stack trace would hide it. */
export function giveUp(text) {
  wipe();
  console.error(`\ndormouse  ${text.trim().replaceAll("\n", "\n          ")}\n`);
  process.exit(1);
}

/** Runs `work`, saying what it is, how long it usually takes, that it is still going, and how long it took. */
export async function step(what, usually, work) {
  const since = Date.now();
  say(`${what} (usually ${usually}) …`);
  try {
    return await ticking(what, work);
  } finally {
    say(`${what}: ${seconds(since)}`);
  }
}

/** Shows that `work` is still going; `work` is given a function to tell how far ("12 of 139"). */
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

/** Takes the clock off the terminal's last line. */
function wipe() {
  if (interactive) process.stdout.write("\r\x1b[K");
}

export const sinceStart = () => seconds(started);

// What the scripts tell the person waiting: plain sentences, and a clock for whatever takes long.
const started = Date.now();
const interactive = process.stdout.isTTY && !process.env.CI;

export const seconds = (since) => `${((Date.now() - since) / 1000).toFixed(1)} s`;

export function say(text) {
  console.log(`dormouse  ${text}`);
}

/** Ends the script with a sentence a person can act on; a stack trace would hide it. */
export function giveUp(text) {
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

/** Shows that `work` is still going: a running clock for a person, a line now and then for a log (CI kills what is silent). */
export async function ticking(what, work) {
  const since = Date.now();
  const clock = setInterval(() => {
    const still = `dormouse    … ${what}: ${Math.round((Date.now() - since) / 1000)} s`;
    if (interactive) process.stdout.write(`\r${still}\x1b[K`);
    else console.log(still);
  }, interactive ? 1_000 : 60_000);
  try {
    return await work();
  } finally {
    clearInterval(clock);
    if (interactive) process.stdout.write("\r\x1b[K");
  }
}

export const sinceStart = () => seconds(started);

// `cargo build`: reports its progress and the paths of the files it made.
import { follow } from "./run.mjs";
import { passOn } from "./say.mjs";

const ENV = {
  // cargo draws a progress bar only on a terminal, unless told otherwise. This script reads the
  // bar.
  CARGO_TERM_PROGRESS_WHEN: "always",
  CARGO_TERM_PROGRESS_WIDTH: "100",
  CARGO_TERM_COLOR: process.stderr.isTTY ? "always" : "never",
};
const COLOUR = /\x1b\[[\d;]*[mK]/g;
const PROGRESS = /^ *Building \[.*\] (\d+)\/(\d+)/;
const STATUS =
  /^ *(Adding|Blocking|Building|Compiling|Download(ed|ing)|Finished|Locking|Updating) /;

/**
 * Runs `cargo build` with these arguments and reports its progress to `tell`. It prints what the
 * compiler says. Resolves to the paths of the files it made, or throws.
 */
export async function cargoBuild(args, tell) {
  const files = [];
  const all = ["build", "--message-format=json-render-diagnostics", ...args];
  const code = await follow("cargo", all, onLine, { env: ENV });
  if (code === 0) return files;
  throw new Error(`cargo build ${args.join(" ")} ended with code ${code}. See its output above.`);

  function onLine(line, name) {
    if (name === "stdout") files.push(...(JSON.parse(line).filenames ?? []));
    else hear(line);
  }

  function hear(line) {
    const plain = line.replace(COLOUR, "");
    const [, done, all] = plain.match(PROGRESS) ?? [];
    if (done) tell(`${done} of ${all}`);
    else if (plain.trim() !== "" && !STATUS.test(plain)) passOn(line);
  }
}

// Makes sure that Rust is there, new enough, and able to link and to compile for WASM.
import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { ask, must, root } from "./run.mjs";
import { giveUp, step } from "./say.mjs";
import { ensureCompiler } from "./system.mjs";

const WASM = "wasm32-unknown-unknown";

const oldest = () =>
  readFileSync(join(root, "Cargo.toml"), "utf8").match(/^rust-version = "(.+)"/m)[1];

const older = (a, b) => {
  const [x, y] = [a, b].map((version) => version.split(".").map(Number));
  return x[0] !== y[0] ? x[0] < y[0] : x[1] < y[1];
};

export async function ensureRust() {
  // A shell that was opened before rustup was installed often lacks rustup's folder in its PATH.
  const home = join(process.env.CARGO_HOME ?? join(homedir(), ".cargo"), "bin");
  if (!ask("cargo", "--version") && existsSync(join(home, "cargo"))) {
    process.env.PATH += `:${home}`;
  }

  const version = ask("rustc", "--version")?.match(/\d+\.\d+\.\d+/)?.[0];
  if (!version || !ask("cargo", "--version"))
    giveUp(`Rust is missing: there is no \`cargo\` on the PATH.
Install it from https://rustup.rs (one command, no root needed).
Then open a new terminal and start again.`);
  if (older(version, oldest()))
    giveUp(`Rust ${version} is too old. Dormouse needs ${oldest()} or newer.
With rustup: rustup update stable`);
  await ensureCompiler().catch((problem) => giveUp(problem.message));
  await ensureWasmTarget();
}

async function ensureWasmTarget() {
  if (existsSync(join(ask("rustc", "--print", "sysroot"), "lib/rustlib", WASM, "lib"))) return;
  if (!ask("rustup", "--version"))
    giveUp(`This Rust cannot compile for WASM: the target ${WASM} is not installed,
and there is no \`rustup\` to add it. Install Rust from https://rustup.rs,
or your distribution's package for the target (often called rust-std-${WASM}).`);
  try {
    const add = () => must("rustup", ["target", "add", WASM]);
    await step(`adding Rust's target ${WASM}`, "10 s", add);
  } catch (problem) {
    giveUp(`Rust's target ${WASM} could not be added.\n${problem.message}`);
  }
}

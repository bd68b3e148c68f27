// The Worker's WASM: src/**.rs → build/worker/, with index_bg.wasm, index.js and snippets/.
// src/instance.mjs and src/entry.mjs import them, and wrangler bundles everything.
//
// A deployment uses the `release` profile, which optimises for size and speed. Local runs and tests
// use `edge-dev`: the same code, compiled in a fraction of the time (see Cargo.toml).
// PROFILE=release or PROFILE=edge-dev overrides the choice.
import { mkdirSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { ensureBindgen } from "./bindgen.mjs";
import { cargoBuild } from "./cargo.mjs";
import { inputs, isFresh, remember } from "./fresh.mjs";
import { optimise } from "./optimise.mjs";
import { ensurePackages } from "./packages.mjs";
import { must, root } from "./run.mjs";
import { ensureRust } from "./rust.mjs";
import { giveUp, say, step } from "./say.mjs";

const BUILD = join(root, "build/worker");
const ARGS = ["--lib", "--target", "wasm32-unknown-unknown"];

// wrangler tells its custom build which command it runs for.
const forRelease = process.env.WRANGLER_COMMAND && process.env.WRANGLER_COMMAND !== "dev";
const profile = process.env.PROFILE ?? (forRelease ? "release" : "edge-dev");

export async function buildWorker() {
  const digest = inputs(profile);
  if (isFresh(digest)) return say(`the ${profile} build is up to date`);
  await ensureRust();
  // They run side by side: neither needs the other, and each sometimes waits for a single crate.
  const [bindgen, wasm] = await Promise.all([
    ensureBindgen(),
    compile(),
    // wasm-opt comes from npm.
    profile === "release" && ensurePackages(),
  ]);
  await bind(bindgen, wasm);
  remember(digest);
}

async function compile() {
  try {
    const args = [...ARGS, "--profile", profile];
    const work = (tell) => cargoBuild(args, tell);
    const usually = "1–3 min the first time, then 5–20 s";
    const files = await step(`compiling the Worker (${profile})`, usually, work);
    return files.findLast((file) => file.endsWith("/dormouse.wasm"));
  } catch {
    return giveUp("The Worker did not compile. See the output of the compiler above.");
  }
}

/**
 * Makes the files in a folder of its own and then moves that folder into place. wrangler may be
 * watching, and another build may be running.
 */
async function bind(bindgen, wasm) {
  const made = join(root, `.tools/build-${process.pid}`);
  try {
    mkdirSync(made, { recursive: true });
    await must(bindgen, [wasm, made]);
    const optimising = () => optimise(join(made, "index_bg.wasm"));
    if (profile === "release") await step("making it smaller", "10–30 s", optimising);
    mkdirSync(dirname(BUILD), { recursive: true });
    rmSync(BUILD, { recursive: true, force: true });
    renameSync(made, BUILD);
  } catch (problem) {
    rmSync(made, { recursive: true, force: true });
    giveUp(`The Worker compiled, but the steps after that failed.\n${problem.message}`);
  }
}

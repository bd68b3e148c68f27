// The Worker's WASM: src/**.rs → build/index_bg.wasm, build/index.js and build/snippets/.
// src/instance.mjs and src/entry.mjs import them; wrangler makes one bundle of it all.
//
// The profile: what is deployed is optimised for size and speed (`release`). What is tried out and
// tested is the same code compiled in a fraction of the time (`edge-dev`, see Cargo.toml). Override
// with PROFILE=release or PROFILE=edge-dev.
import { mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { ensureBindgen } from "./bindgen.mjs";
import { cargoBuild } from "./cargo.mjs";
import { inputs, isFresh, remember } from "./fresh.mjs";
import { optimise } from "./optimise.mjs";
import { ensurePackages } from "./packages.mjs";
import { must, root } from "./run.mjs";
import { ensureRust } from "./rust.mjs";
import { giveUp, say, step } from "./say.mjs";

const BUILD = join(root, "build");
const ARGS = ["--lib", "--target", "wasm32-unknown-unknown"];

// wrangler tells its custom build which command it runs for.
const forRelease = process.env.WRANGLER_COMMAND && process.env.WRANGLER_COMMAND !== "dev";
const profile = process.env.PROFILE ?? (forRelease ? "release" : "edge-dev");

export async function buildWorker() {
  const digest = inputs(profile);
  if (isFresh(digest)) return say(`the ${profile} build is up to date`);
  await ensureRust();
  // Side by side: they need nothing of each other, and each waits for one crate now and then.
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
    return giveUp("The Worker did not compile; what the compiler said is above.");
  }
}

/** Made aside and put into place whole: wrangler may be watching, another build may be running. */
async function bind(bindgen, wasm) {
  const made = join(root, `.tools/build-${process.pid}`);
  try {
    mkdirSync(made, { recursive: true });
    await must(bindgen, [wasm, made]);
    const optimising = () => optimise(join(made, "index_bg.wasm"));
    if (profile === "release") await step("making it smaller", "10–30 s", optimising);
    rmSync(BUILD, { recursive: true, force: true });
    renameSync(made, BUILD);
  } catch (problem) {
    rmSync(made, { recursive: true, force: true });
    giveUp(`The Worker was compiled, but could not be made ready.\n${problem.message}`);
  }
}

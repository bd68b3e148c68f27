// wasm-bindgen, the one build tool that does not come from npm. It is compiled once, from
// scripts/bindgen/ into .tools/.
import { createHash } from "node:crypto";
import { copyFileSync, existsSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { cargoBuild } from "./cargo.mjs";
import { root } from "./run.mjs";
import { giveUp, step } from "./say.mjs";

const SOURCE = "scripts/bindgen";
const FILES = ["Cargo.toml", "Cargo.lock", "src/main.rs"];
export const SOURCES = FILES.map((file) => `${SOURCE}/${file}`);

const folder = join(root, ".tools");
const target = join(folder, "target");

/**
 * The program's path has a digest of its sources, so a program built from other sources is not
 * reused.
 */
function program() {
  const digest = createHash("sha256");
  for (const path of SOURCES) digest.update(readFileSync(join(root, path)));
  return join(folder, `bindgen-${digest.digest("hex").slice(0, 16)}`);
}

/** Resolves to the path of the program. Compiles it first if it is missing. */
export async function ensureBindgen() {
  const path = program();
  if (existsSync(path)) return path;
  try {
    const [made] = await step("compiling wasm-bindgen (once)", "½–2 min", compile);
    const earlier = readdirSync(folder).filter((name) => name.startsWith("bindgen-"));
    copyFileSync(made, path);
    // Also remove the compiler's intermediate files: a hundred megabytes that nothing needs again.
    for (const name of [...earlier, "target"]) rmSync(join(folder, name), { recursive: true });
    return path;
  } catch (problem) {
    return giveUp(`wasm-bindgen could not be compiled.\n${problem.message}`);
  }
}

async function compile(tell) {
  const args = ["--locked", "--manifest-path", `${SOURCE}/Cargo.toml`, "--target-dir", target];
  const files = await cargoBuild(args, tell);
  return files.filter((file) => file.endsWith("/dormouse-bindgen"));
}

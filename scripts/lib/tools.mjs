// worker-build and the wasm-bindgen CLI: the two programs that npm does not carry. Found, or put into .tools/.
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { downloadWasmBindgen } from "./download.mjs";
import { ask, must, root } from "./run.mjs";
import { giveUp, step } from "./say.mjs";
import { ensureCompiler } from "./system.mjs";

const folder = join(root, ".tools");
const lock = () => readFileSync(join(root, "Cargo.lock"), "utf8");
const locked = (crate) => lock().match(new RegExp(`name = "${crate}"\\nversion = "(.+)"`))[1];

const found = (program, version) =>
  [join(folder, "bin", program), program].find((path) => ask(path, "--version")?.split(" ").at(-1) === version);

/** Both versions come from Cargo.lock: the programs read what the crates of the same version wrote. */
export async function ensureTools() {
  const bindgenVersion = locked("wasm-bindgen");
  const builderVersion = locked("worker");
  if (!found("wasm-bindgen", bindgenVersion) && !(await downloadWasmBindgen(bindgenVersion, folder)))
    await cargoInstall("wasm-bindgen-cli", bindgenVersion, "wasm-bindgen");
  if (!found("worker-build", builderVersion)) {
    await cargoInstall("worker-build", builderVersion);
    // What the two compilations shared: hundreds of megabytes that nobody needs again.
    rmSync(join(folder, "target"), { recursive: true, force: true });
  }

  return {
    builder: found("worker-build", builderVersion),
    // worker-build would fetch these from GitHub and npm itself; where that is blocked it cannot go on.
    env: {
      WASM_BINDGEN_BIN: found("wasm-bindgen", bindgenVersion),
      ESBUILD_BIN: join(root, "node_modules/esbuild/bin/esbuild"),
    },
  };
}

async function cargoInstall(crate, version, program = crate) {
  // Compiled to be compiled quickly: each run handles one file of a few megabytes, and one second there is two minutes here.
  const env = {
    CARGO_TARGET_DIR: join(folder, "target"),
    CARGO_PROFILE_RELEASE_OPT_LEVEL: "0",
    CARGO_PROFILE_RELEASE_LTO: "off",
    CARGO_PROFILE_RELEASE_CODEGEN_UNITS: "64",
    CARGO_PROFILE_RELEASE_DEBUG: "0",
  };
  const args = ["install", "--locked", "--force", "--root", folder, crate, "--version", version, "--bin", program];
  try {
    await ensureCompiler();
    await step(`compiling ${program} ${version} (once)`, "1–2 min on 2 cores", () => must("cargo", args, { env }));
  } catch (problem) {
    giveUp(`The build tool ${crate} could not be compiled.\n${problem.message}`);
  }
}

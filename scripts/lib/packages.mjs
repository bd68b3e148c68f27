// node_modules: there, and exactly what package-lock.json says? Plain Node 18, because it runs before anything is installed.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { must, root } from "./run.mjs";
import { giveUp, step } from "./say.mjs";

const packagesOf = (file) => JSON.parse(readFileSync(join(root, file), "utf8")).packages;

/** npm writes what it really installed into a hidden lock file; comparing versions survives `git checkout`, times do not. */
function installed() {
  const hidden = "node_modules/.package-lock.json";
  if (!existsSync(join(root, hidden))) return false;
  const have = packagesOf(hidden);
  return Object.entries(packagesOf("package-lock.json")).every(
    ([path, wanted]) => path === "" || wanted.optional || have[path]?.version === wanted.version,
  );
}

export async function ensurePackages() {
  if (process.platform === "win32") giveUp("These scripts speak Unix. On Windows, use WSL: https://learn.microsoft.com/windows/wsl/install");
  if (Number(process.versions.node.split(".")[0]) < 18) giveUp(`Node ${process.versions.node} is too old to start with; 18 or newer will do.`);
  if (installed()) return;
  try {
    await step("installing the npm packages of package-lock.json", "15–60 s", install);
  } catch (problem) {
    giveUp(`The npm packages could not be installed.\n${problem.message}`);
  }
}

async function install() {
  // Under `npm run`, this is the npm that was started; on its own, the one on PATH.
  const [command, ...first] = process.env.npm_execpath ? [process.execPath, process.env.npm_execpath] : ["npm"];
  const npm = (...args) => must(command, [...first, ...args, "--no-audit", "--no-fund", "--loglevel=error"]);
  try {
    await npm("ci");
  } catch {
    // `ci` is strict to a fault: it refuses when a package for another operating system has no entry in the lock file.
    // This takes the same versions, and writes nothing into the repository.
    await npm("install", "--no-save");
  }
}

/** The Node that came with them (wrangler needs ≥ 22.12, whatever the system has). */
export const node = join(root, "node_modules/node/bin/node");

/** Environment in which every `node` and every installed tool is the pinned one. */
export function withOwnNode() {
  const bins = [join(root, "node_modules/node/bin"), join(root, "node_modules/.bin")];
  return { PATH: [...bins, process.env.PATH].join(":") };
}

// Makes sure that node_modules has exactly what package-lock.json says. Plain Node 18, because it
// runs before anything is installed.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { must, root } from "./run.mjs";
import { giveUp, step } from "./say.mjs";

const packagesOf = (file) => JSON.parse(readFileSync(join(root, file), "utf8")).packages;

/**
 * npm lists what it really installed in a hidden lock file. Comparing versions also works after
 * `git checkout`, which renews the times of files.
 */
function installed() {
  const hidden = "node_modules/.package-lock.json";
  if (!existsSync(join(root, hidden))) return false;
  const have = packagesOf(hidden);
  return Object.entries(packagesOf("package-lock.json")).every(
    ([path, wanted]) => path === "" || wanted.optional || have[path]?.version === wanted.version,
  );
}

export async function ensurePackages() {
  if (process.platform === "win32") {
    giveUp(
      "These scripts need Unix. On Windows, use WSL:\n" +
        "https://learn.microsoft.com/windows/wsl/install",
    );
  }
  if (Number(process.versions.node.split(".")[0]) < 18) {
    giveUp(`Node ${process.versions.node} is too old to start with. Use Node 18 or newer.`);
  }
  if (installed()) return;
  try {
    await step("installing the npm packages of package-lock.json", "15–60 s", install);
  } catch (problem) {
    giveUp(`The npm packages could not be installed.\n${problem.message}`);
  }
}

async function install() {
  // Under `npm run`, use the npm that was started. Otherwise use the one on the PATH.
  const own = process.env.npm_execpath;
  const [command, ...first] = own ? [process.execPath, own] : ["npm"];
  const quiet = ["--no-audit", "--no-fund", "--loglevel=error"];
  const npm = (...args) => must(command, [...first, ...args, ...quiet]);
  try {
    await npm("ci");
  } catch {
    // `ci` is too strict: it fails when the lock file lacks an entry for another system's package.
    // `install --no-save` takes the same versions and writes nothing into the repository.
    await npm("install", "--no-save");
  }
}

/**
 * The Node from node_modules. wrangler needs Node 22.12 or newer, and the system may have an older
 * one.
 */
export const node = join(root, "node_modules/node/bin/node");

/** An environment in which `node` and every installed tool is the pinned one. */
export function withOwnNode() {
  const bins = [join(root, "node_modules/node/bin"), join(root, "node_modules/.bin")];
  return { PATH: [...bins, process.env.PATH].join(":") };
}

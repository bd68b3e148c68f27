// A Chromium for the browser tests: an installed one, or one that can be installed.
import { accessSync, constants, existsSync, readdirSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { node } from "./packages.mjs";
import { must, root } from "./run.mjs";
import { step } from "./say.mjs";
import { canInstall, install } from "./system.mjs";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
const PLACES = [
  "/usr/bin",
  "/usr/local/bin",
  "/snap/bin",
  "/opt/google/chrome",
  "/Applications/Google Chrome.app/Contents/MacOS",
  "/Applications/Chromium.app/Contents/MacOS",
];
const MAC_NAMES = ["Google Chrome", "Chromium"];

function executable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * The path of a Chromium or Chrome, or undefined. CHROME_PATH or CHROMIUM name one in an unusual
 * place.
 */
export function findBrowser() {
  const named = process.env.CHROME_PATH ?? process.env.CHROMIUM;
  if (named) return executable(named) ? named : undefined;
  const folders = [...process.env.PATH.split(delimiter), ...PLACES];
  const names = [...NAMES, ...MAC_NAMES];
  const candidates = folders.flatMap((folder) => names.map((name) => join(folder, name)));
  return [...candidates, ...downloaded()].find(executable);
}

/** The places where playwright-core's own download puts a browser. */
function downloaded() {
  const caches = process.platform === "darwin" ? "Library/Caches" : ".cache";
  const cache = process.env.PLAYWRIGHT_BROWSERS_PATH ?? join(homedir(), caches, "ms-playwright");
  if (!existsSync(cache)) return [];
  return readdirSync(cache)
    .filter((name) => name.startsWith("chromium"))
    .flatMap((name) =>
      [
        "chrome-linux/chrome",
        "chrome-linux64/chrome",
        "chrome-linux/headless_shell",
        "chrome-headless-shell-linux64/chrome-headless-shell",
        "chrome-mac/Chromium.app/Contents/MacOS/Chromium",
      ].map((inside) => join(cache, name, inside)),
    );
}

const WAYS = [
  { possible: canInstall, go: () => install("a browser for the tests", "chromium") },
  { possible: () => true, go: () => step("downloading playwright's Chromium", "1 min", download) },
];

const PLAYWRIGHT = "node_modules/playwright-core/cli.js";
const download = () => must(node, [join(root, PLAYWRIGHT), "install", "chromium"]);

/** Finds a browser or installs one. If neither works, it throws an Error that says what to do. */
export async function ensureBrowser() {
  const failures = [];
  for (const way of WAYS) {
    if (findBrowser()) break;
    if (!way.possible()) continue;
    await way.go().catch((problem) => failures.push(problem.message));
  }
  const found = findBrowser();
  if (found) return found;
  throw new Error(
    `The browser tests need Chromium or Chrome, and none was found.\n` +
      `Install one (Debian, Ubuntu: sudo apt-get install chromium),\n` +
      `or say where it is: CHROME_PATH=/path/to/chrome npm test\n` +
      failures.join("\n"),
  );
}

// A real Chromium with a fresh profile, driven by playwright-core.
import { chromium } from "playwright-core";
import { findBrowser } from "../../scripts/lib/browser.mjs";

const FLAGS = [
  "--headless",
  // The sandbox needs privileges that containers and CI rarely give; the pages are our own.
  "--no-sandbox",
  "--disable-gpu",
  // Shared memory is 64 MB in most containers, and Chromium dies of it.
  "--disable-dev-shm-usage",
  // Nothing but the page under test may use the network: a blocked network would cost seconds per start.
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** `const browser = await launchBrowser()`; a person is `await browser.newContext({ baseURL: world.url })`. */
export async function launchBrowser() {
  const executablePath = findBrowser();
  if (!executablePath) throw new Error("no Chromium found; `npm test` installs one, CHROME_PATH names one");
  return chromium.launch({ executablePath, args: FLAGS });
}

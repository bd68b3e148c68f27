// A real Chromium with a fresh profile, driven by playwright-core.
import { chromium } from "playwright-core";
import { findBrowser } from "../../scripts/lib/browser.mjs";

const FLAGS = [
  "--headless",
  // The sandbox needs privileges that containers and CI rarely have. The pages are our own.
  "--no-sandbox",
  "--disable-gpu",
  // Most containers have 64 MB of shared memory, which makes Chromium crash.
  "--disable-dev-shm-usage",
  // Only the page under test may use the network: other requests cost seconds per start where they
  // are blocked.
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  // The microphone is one of the browser's own, which beeps. It asks nobody.
  "--use-fake-device-for-media-stream",
  "--use-fake-ui-for-media-stream",
];

/**
 * `const browser = await launchBrowser()`; a person is `await browser.newContext({ baseURL:
 * world.url })`. `more` are further flags.
 */
export async function launchBrowser(more = []) {
  const executablePath = findBrowser();
  if (!executablePath)
    throw new Error("no Chromium found; `npm test` installs one, CHROME_PATH names one");
  return chromium.launch({ executablePath, args: [...FLAGS, ...more] });
}

// What the page may cost: requests and bytes of the first screen, and nodes however much is loaded.
// Times are measured by `npm run bench:page`.
import assert from "node:assert/strict";
import { fill, groups } from "../support/crowd.mjs";
import { person } from "../support/people.mjs";
import { ROUTED, stage } from "../support/stage.mjs";

const { scene } = stage();

/** The first screen, until it is usable. */
const REQUESTS = 14;
const BYTES = 90 * 1024;
/** Of the first screen, with an empty inbox. */
const NODES = 600;
/** However many messages are loaded. */
const NODES_AT_MOST = 3_000;
const MESSAGES = 1_500;
/** With these, an inbox of 500 lines has as many nodes. */
const NODES_PER_LINE = 6;
const LINES = 120;

/** Counts what a new tab asks for. `within(face)` holds it to the budget. */
async function metered(guest) {
  const page = await guest.context.newPage();
  const cdp = await guest.context.newCDPSession(page);
  const asked = [];
  let bytes = 0;
  cdp.on("Network.requestWillBeSent", ({ request }) => asked.push(request.url));
  cdp.on("Network.webSocketCreated", ({ url }) => asked.push(url));
  // Of bodies, compressed. Headers repeat from answer to answer, which HTTP/2 makes small.
  cdp.on("Network.dataReceived", ({ encodedDataLength }) => (bytes += encodedDataLength));
  await cdp.send("Network.enable");
  await cdp.send("Network.setCacheDisabled", { cacheDisabled: true });
  return {
    page,
    within: async (face) => {
      const nodes = await page.evaluate(() => document.querySelectorAll("*").length);
      const found = `${face}: ${asked.length} requests, ${bytes} bytes, ${nodes} nodes\n`;
      assert.ok(asked.length <= REQUESTS, found + asked.join("\n"));
      assert.ok(bytes <= BYTES, found);
      assert.ok(nodes <= NODES, found);
    },
  };
}

scene(
  `the first screen takes at most ${REQUESTS} requests and ${BYTES / 1024} KiB`,
  async ({ arrive }) => {
    const anna = await arrive("anna", ROUTED);
    const out = await metered(anna);
    await out.page.goto("/");
    await out.page.locator("body[data-session=out]").waitFor();
    await out.within("signed out");
    await anna.register();
    const home = await metered(anna);
    await home.page.goto("/");
    await home.page.locator("body[data-session=in][data-connection=live]").waitFor();
    await home.within("signed in");
  },
);

scene("the document shows a skeleton before any script", async ({ arrive }) => {
  const { page } = await arrive("anna", { javaScriptEnabled: false });
  assert.equal(await page.locator("html").getAttribute("lang"), "en");
  assert.equal(await page.title(), "Dormouse");
  assert.match(await page.locator("meta[name=description]").getAttribute("content"), /\w+/);
  await page.locator(".noscript").waitFor();
  assert.equal(await page.locator("#page main[aria-busy=true]").count(), 1);
});

scene("the skeleton stays until the server has answered, and nothing jumps", async ({ arrive }) => {
  const anna = await arrive("anna", ROUTED);
  await anna.isSignedOut();
  await anna.page.addInitScript(() => {
    window.shift = 0;
    new PerformanceObserver((list) => {
      for (const { value } of list.getEntries()) window.shift += value;
    }).observe({ type: "layout-shift", buffered: true });
  });
  let answer;
  const asked = new Promise((called) => (answer = called));
  await anna.page.route("**/api/**", async (route) => {
    answer();
    await shown;
    await route.continue();
  });
  let show;
  const shown = new Promise((go) => (show = go));
  await anna.page.reload();
  await asked;
  await anna.page.locator("main[aria-busy=true]").waitFor();
  assert.equal(await anna.page.locator(".skeleton").isVisible(), true);
  show();
  await anna.isSignedOut();
  assert.equal(await anna.page.locator(".skeleton").count(), 0);
  const shift = await anna.page.evaluate(() => window.shift);
  assert.ok(shift < 0.01, `layout shift ${shift}`);
});

const nodes = ({ page }) => page.evaluate(() => document.querySelectorAll("*").length);

scene(
  `${MESSAGES} messages that were scrolled through are at most ${NODES_AT_MOST} elements`,
  async ({ guest, world }) => {
    const [anna, ben] = [await guest("anna"), await person(world, "ben")];
    const group = await ben.group("long talk");
    await fill(ben, group, MESSAGES);
    await anna.join("long talk");
    const first = anna.message("message 1, as people write");
    while (!(await first.isVisible())) {
      await anna.timeline.evaluate((log) => (log.scrollTop = 0));
      await anna.page.waitForTimeout(50);
      const now = await nodes(anna);
      assert.ok(now <= NODES_AT_MOST, `${now} elements`);
    }
  },
);

scene(
  `an inbox of ${LINES} lines has at most ${NODES_PER_LINE} elements for each`,
  async ({ arrive, world }) => {
    const [ben, cleo] = [await person(world, "ben"), await person(world, "cleo")];
    await groups(ben, cleo, LINES);
    const tab = await arrive("cleo");
    await tab.signIn(cleo.handle);
    await tab.line("Group").first().waitFor();
    const now = await nodes(tab);
    assert.ok(now <= NODES + NODES_PER_LINE * LINES, `${now} elements`);
  },
);

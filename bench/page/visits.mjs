// First and second visits on slow networks: when the page is usable, and what it has loaded.
import { setTimeout as sleep } from "node:timers/promises";
import { median } from "../lib/median.mjs";
import { cookieFor } from "../../tests/support/crowd.mjs";
import { Meter, NETWORKS } from "./meter.mjs";

const LONGEST_MS = 90_000;
/** A visit lasts at least this long. The page keeps what it has shown after 1.5 s. */
const VISIT_MS = 3_000;

/** Usable: a person can type, and what they came for is there. Runs in the page. */
const USABLE = {
  "signed out": () => document.querySelector("input[type=password]"),
  "signed in": () =>
    document.querySelector('a[href^="#/c/"]') &&
    document.querySelector("textarea:enabled") &&
    document.querySelector("[role=log] article, article.message"),
};

/** Rows of the table: one for each network, face of the page and visit. */
export async function visits({ browser, url, reader, conversation, rounds }) {
  const rows = [];
  for (const [network, speed] of Object.entries(NETWORKS))
    for (const face of Object.keys(USABLE)) {
      const all = [];
      for (let nth = 0; nth < rounds; nth += 1)
        all.push(await twice(browser, url, { face, speed, reader, conversation }));
      for (const [nth, visit] of ["first", "second"].entries())
        rows.push({
          visit: `${visit}, ${face}, ${network}`,
          "usable, s": median(all.map((both) => both[nth].usable)) / 1_000,
          requests: median(all.map((both) => both[nth].requests)),
          "KiB over the network": median(all.map((both) => both[nth].bytes)) / 1_024,
          nodes: median(all.map((both) => both[nth].nodes)),
        });
    }
  return rows;
}

async function twice(browser, url, { face, speed, reader, conversation }) {
  const context = await browser.newContext({ viewport: { width: 412, height: 823 } });
  const isIn = face === "signed in";
  if (isIn) await context.addCookies([cookieFor(reader, url)]);
  await context.addInitScript(`(${watch})(${USABLE[face]})`);
  const address = isIn ? `${url}/#/c/${conversation}` : `${url}/`;
  const both = [await visit(context, address, speed), await visit(context, address, speed)];
  await context.close();
  return both;
}

async function visit(context, address, speed) {
  const page = await context.newPage();
  const meter = await Meter.of(page);
  await meter.slow(speed);
  await page.goto(address, { waitUntil: "commit", timeout: LONGEST_MS });
  const usable = await page.waitForFunction(() => window.usableAt, null, { timeout: LONGEST_MS });
  const figures = {
    usable: await usable.jsonValue(),
    requests: meter.requests,
    bytes: meter.bytes,
    nodes: await meter.nodes(),
  };
  await meter.slow({ latency: 0, throughput: -1, cpu: 1 });
  // What the browser keeps for the second visit.
  await page.evaluate(kept);
  await sleep(VISIT_MS);
  await page.close();
  return figures;
}

/** Notes when the page is usable, in ms since the navigation began. Runs in the page. */
function watch(isUsable) {
  const look = () => {
    if (isUsable()) window.usableAt = performance.now();
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

/** Waits until the service worker keeps the page, where the page has one. Runs in the page. */
async function kept() {
  if (document.querySelector("meta[name=deployment]")) await navigator.serviceWorker.ready;
}

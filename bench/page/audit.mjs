// Lighthouse's scores. It is a package of the benchmark only, because it brings a hundred others.
import { launchBrowser } from "../../tests/support/browser.mjs";
import { freePort } from "../lib/process.mjs";
import { cookieFor } from "../../tests/support/crowd.mjs";
import { median } from "../lib/median.mjs";

const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"];
/** A private chat asks search engines to stay out, so this audit says nothing about it. */
const SKIPPED = ["is-crawlable"];

/** A row for each face of the page and form factor. */
export async function audits({ url, reader, conversation, rounds }) {
  const { default: lighthouse, desktopConfig } = await import("lighthouse");
  const rows = [];
  for (const [face, config] of [
    ["mobile", undefined],
    ["desktop", desktopConfig],
  ])
    for (const isIn of [false, true]) {
      const runs = [];
      for (let nth = 0; nth < rounds; nth += 1) runs.push(await audited(isIn, config));
      rows.push(rowOf(`${face}, signed ${isIn ? "in" : "out"}`, runs));
    }
  return rows;

  /** In a new browser, because an earlier visit would have left the page in its cache. */
  async function audited(isIn, config) {
    const port = await freePort();
    const browser = await launchBrowser([`--remote-debugging-port=${port}`]);
    try {
      if (isIn) await signIn(browser, cookieFor(reader, url));
      const address = isIn ? `${url}/#/c/${conversation}` : url;
      const flags = {
        port,
        logLevel: "silent",
        output: "json",
        onlyCategories: CATEGORIES,
        skipAudits: SKIPPED,
        disableStorageReset: isIn,
      };
      return (await lighthouse(address, flags, config)).lhr;
    } finally {
      await browser.close();
    }
  }
}

/** Lighthouse opens its tab in the browser's own profile, which Playwright's contexts are not. */
async function signIn(browser, { name, value, url }) {
  const cdp = await browser.newBrowserCDPSession();
  await cdp.send("Storage.setCookies", { cookies: [{ name, value, url, httpOnly: true }] });
}

function rowOf(page, runs) {
  const score = (name) => Math.round(100 * median(runs.map((run) => run.categories[name].score)));
  const figure = (name) => median(runs.map((run) => run.audits[name].numericValue));
  const failed = new Set(
    runs.flatMap(({ audits, categories }) =>
      Object.values(categories).flatMap(({ auditRefs }) =>
        auditRefs
          .filter(
            ({ id, weight }) => weight > 0 && audits[id].score !== null && audits[id].score < 0.9,
          )
          .map(({ id }) => id),
      ),
    ),
  );
  return {
    page,
    ...Object.fromEntries(CATEGORIES.map((name) => [name, score(name)])),
    "FCP, s": figure("first-contentful-paint") / 1_000,
    "LCP, s": figure("largest-contentful-paint") / 1_000,
    "TBT, ms": figure("total-blocking-time"),
    "below 90": [...failed].join(" ") || "–",
  };
}

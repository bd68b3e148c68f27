// What a tab costs, as Chromium's DevTools protocol tells it.
import { setTimeout as sleep } from "node:timers/promises";

/**
 * The networks: round trip in ms, throughput in bytes a second, and how many times slower the
 * processor is. The first is Lighthouse's slow 4G on a phone of the middle class.
 */
export const NETWORKS = {
  "slow 4G": { latency: 150, throughput: 1_600_000 / 8, cpu: 4 },
  "slow 3G": { latency: 400, throughput: 400_000 / 8, cpu: 4 },
};

/** A tab is at rest after this long without work of its main thread, in ms. */
const REST_MS = 400;

export class Meter {
  static async of(page) {
    const cdp = await page.context().newCDPSession(page);
    for (const domain of ["Network", "Performance", "Page"]) await cdp.send(`${domain}.enable`);
    return new Meter(page, cdp);
  }

  constructor(page, cdp) {
    Object.assign(this, { page, cdp, requests: 0, bytes: 0 });
    cdp.on("Network.requestWillBeSent", ({ request }) => {
      if (request.url.startsWith("http")) this.requests += 1;
    });
    cdp.on("Network.loadingFinished", ({ encodedDataLength }) => (this.bytes += encodedDataLength));
  }

  async slow({ latency, throughput, cpu }) {
    await this.cdp.send("Network.emulateNetworkConditions", {
      offline: false,
      latency,
      downloadThroughput: throughput,
      uploadThroughput: throughput,
    });
    await this.cdp.send("Emulation.setCPUThrottlingRate", { rate: cpu });
  }

  async #metric(name) {
    const { metrics } = await this.cdp.send("Performance.getMetrics");
    return metrics.find((metric) => metric.name === name).value;
  }

  /** Nodes of the document and those that something still holds, after a collection. */
  async nodes() {
    await this.cdp.send("HeapProfiler.collectGarbage");
    return this.#metric("Nodes");
  }

  /** How long the main thread has worked, in ms. */
  async work() {
    return (await this.#metric("TaskDuration")) * 1_000;
  }

  /** Waits until the tab does nothing any more. */
  async rest() {
    for (let before = await this.work(), now; ; before = now) {
      await sleep(REST_MS);
      now = await this.work();
      if (now - before < 4) return;
    }
  }

  /** The longest task since `watchTasks`, in ms; 0 if none took 50 ms. */
  longest() {
    return this.page.evaluate(() => Math.max(0, ...window.longTasks));
  }

  watchTasks() {
    return this.page.evaluate(() => {
      window.longTasks = [];
      window.taskWatch?.disconnect();
      window.taskWatch = new PerformanceObserver((list) =>
        window.longTasks.push(...list.getEntries().map(({ duration }) => duration)),
      );
      window.taskWatch.observe({ type: "longtask" });
    });
  }
}

// A full inbox: its nodes, and what an arriving line costs.
import { setTimeout as sleep } from "node:timers/promises";
import { cookieFor } from "../../tests/support/crowd.mjs";
import { median } from "../lib/median.mjs";
import { Meter } from "./meter.mjs";

const MESSAGES = 15;

/** One row. `full` is a person whose inbox has all of these groups. */
export async function inbox({ browser, url, writer, full: { reader, groups } }) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  await context.addCookies([cookieFor(reader, url)]);
  const page = await context.newPage();
  await page.goto(url);
  await page.locator('a[href^="#/c/"]').first().waitFor();
  const meter = await Meter.of(page);
  await meter.rest();
  const nodes = await meter.nodes();
  await meter.watchTasks();
  const costs = [];
  for (let nth = 0; nth < MESSAGES; nth += 1) {
    const before = await meter.work();
    // Each in a group of its own: the second to the same one would be held back by its pace.
    await writer.post(groups[nth], `arriving ${nth}`);
    await page.getByText(`arriving ${nth}`).first().waitFor();
    await meter.rest();
    costs.push((await meter.work()) - before);
  }
  const idle = [];
  for (let nth = 0; nth < 5; nth += 1) {
    const before = await meter.work();
    await sleep(100);
    await page.locator("body").waitFor();
    await meter.rest();
    idle.push((await meter.work()) - before);
  }
  const row = {
    lines: groups.length,
    nodes,
    "arriving line, ms of main thread": Math.max(0, median(costs) - median(idle)),
    "longest task, ms": await meter.longest(),
  };
  await context.close();
  return [row];
}

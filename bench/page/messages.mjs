// A long conversation: what an arriving message and a sent one cost, however many are loaded.
import { setTimeout as sleep } from "node:timers/promises";
import { cookieFor } from "../../tests/support/crowd.mjs";
import { median } from "../lib/median.mjs";
import { Meter } from "./meter.mjs";

const MESSAGES = 15;
/** Loading them all is given up after this long, in ms. */
const LONGEST_MS = 240_000;

/** A row for each size. `conversations` is { size: id }, in all of which `writer` may post. */
export async function messages({ browser, url, reader, writer, conversations }) {
  const rows = [];
  for (const [size, id] of Object.entries(conversations)) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    await context.addCookies([cookieFor(reader, url)]);
    const page = await context.newPage();
    rows.push(await measured(page, `${url}/#/c/${id}`, Number(size), await writer.open(id)));
    await context.close();
  }
  return rows;
}

async function measured(page, address, size, line) {
  await page.goto(address);
  await page.locator("article.message").last().waitFor();
  const meter = await Meter.of(page);
  await meter.watchTasks();
  const reached = await scrollToStart(page);
  const longestScroll = await meter.longest();
  await scrollToEnd(page, `message ${size}, as people write`);
  await meter.rest();
  const nodes = await meter.nodes();
  await meter.watchTasks();
  const arriving = await arrivals(page, meter, line);
  const sending = await sendings(page, meter);
  const row = {
    messages: reached === 1 ? size : `${size} (reached ${size - reached + 1})`,
    nodes,
    "arriving, ms of main thread": arriving,
    "sending until painted, ms": sending,
    "longest task, ms": await meter.longest(),
    "longest task while scrolling up, ms": longestScroll,
  };
  await line.close();
  return row;
}

/** Scrolls up until the first message is there. Returns the number of the first that is. */
async function scrollToStart(page) {
  const until = Date.now() + LONGEST_MS;
  let first = await firstShown(page);
  while (first > 1 && Date.now() < until) {
    await scroll(page, "start");
    await sleep(50);
    first = await firstShown(page);
  }
  return first;
}

/** A slice of the timeline may be drawn, so its end is not yet the conversation's. */
async function scrollToEnd(page, last) {
  while (!(await page.evaluate(isLast, last))) {
    await scroll(page, "end");
    await sleep(50);
  }
}

/** Runs in the page: the messages are numbered, so their text says where one is. */
const firstShown = (page) =>
  page.evaluate(() => {
    const text = document.querySelector("article.message [data-part=body]")?.textContent ?? "";
    return Number(/message (\d+),/.exec(text)?.[1] ?? Infinity);
  });

const scroll = (page, to) =>
  page.evaluate((where) => {
    const log = document.querySelector("[role=log]");
    log.scrollTop = where === "start" ? 0 : log.scrollHeight;
  }, to);

/** The median work for one message of another person. */
async function arrivals(page, meter, line) {
  const costs = [];
  for (let nth = 0; nth < MESSAGES; nth += 1) {
    const before = await meter.work();
    await line.post(`arriving ${nth}`);
    await page.waitForFunction(isLast, `arriving ${nth}`, { polling: 100 });
    await meter.rest();
    costs.push((await meter.work()) - before);
  }
  return Math.max(0, median(costs) - (await idle(meter)));
}

/** What measuring itself costs in as much time. */
async function idle(meter) {
  const costs = [];
  for (let nth = 0; nth < 5; nth += 1) {
    const before = await meter.work();
    await meter.page.waitForFunction(() => true, null, { polling: 100 });
    await meter.rest();
    costs.push((await meter.work()) - before);
  }
  return median(costs);
}

/** The median time from the key to the frame after the message is in the document. */
async function sendings(page, meter) {
  const times = [];
  const composer = page.getByRole("textbox", { name: "Message" });
  for (let nth = 0; nth < MESSAGES; nth += 1) {
    const text = `sending ${nth}`;
    await composer.fill(text);
    await meter.rest();
    await page.evaluate(timeUntilPainted, text);
    await composer.press("Enter");
    times.push(await page.evaluate(() => window.painted));
    await page.waitForFunction(isLast, text, { polling: 100 });
  }
  return median(times);
}

/** Runs in the page. */
function isLast(text) {
  const all = document.querySelectorAll("article.message [data-part=body]");
  return all[all.length - 1]?.textContent === text;
}

/** Leaves a promise of the time in `window.painted`. Runs in the page. */
function timeUntilPainted(text) {
  window.painted = new Promise((done) => {
    const pressed = ({ timeStamp }) => {
      const look = () => {
        const all = document.querySelectorAll("article.message [data-part=body]");
        if (all[all.length - 1]?.textContent !== text) return void requestAnimationFrame(look);
        // The task after a frame's callbacks and its painting.
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => done(performance.now() - timeStamp);
        port2.postMessage(null);
      };
      requestAnimationFrame(look);
    };
    addEventListener("keydown", pressed, { capture: true, once: true });
  });
}

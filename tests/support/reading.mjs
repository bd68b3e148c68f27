// Reading a long conversation, of which only a part is drawn at a time.
import { eventually } from "./eventually.mjs";
import { person } from "./people.mjs";
import { ROUTED } from "./stage.mjs";

/** Texts of messages. */
export const numbers = (from, to) =>
  Array.from({ length: to - from + 1 }, (_, nth) => `message ${from + nth}`);

/** Anna at the page, and Ben as a program that has posted `count` messages to her. */
export async function letters({ guest, world }, count) {
  const [anna, ben] = await Promise.all([guest("anna", ROUTED), person(world, "ben")]);
  const id = await ben.direct({ id: await anna.id() });
  const line = await ben.open(id);
  for (const text of numbers(1, count))
    line.say({ type: "post", client_id: text.replace(" ", "-"), body: text });
  await line.said(`message ${count}`);
  return { anna, ben, id, line };
}

export const scrollTo = (guest, top) =>
  guest.timeline.evaluate((log, to) => (log.scrollTop = to), top);
/** Scrolls to the end until nothing counts as new. */
export async function readAll(guest, of) {
  await guest.openLine(of.handle);
  await eventually(async () => {
    await scrollTo(guest, 1_000_000);
    return (await guest.page.title()) === `${of.handle} · Dormouse`;
  });
}

/** Follows a link to a message. */
export const openAt = (guest, id, seq) =>
  guest.page.evaluate((hash) => (location.hash = hash), `#/c/${id}/${seq}`);

/**
 * Scrolls up until `first` is there. Returns all that was seen on the way, from top to bottom: few
 * rows are there at a time, and each time they overlap with those before.
 */
export async function readUp(guest, first) {
  let lines = [];
  await eventually(async () => {
    const above = await linesIn(guest);
    // The first message that is held has its day above it, whether the day begins with it or not.
    if (isDay(lines[0] ?? "")) lines = lines.slice(1);
    const meet = above.indexOf(lines[0]);
    lines = [...above.slice(0, meet < 0 ? above.length : meet), ...lines];
    await guest.timeline.evaluate((log) => (log.scrollTop = 0));
    return above.includes(first);
  });
  return {
    texts: lines.filter((line) => !isDay(line)),
    days: lines.filter(isDay).map((line) => line.slice("day ".length)),
  };
}

const isDay = (line) => line.startsWith("day ");
/** The rows of the timeline: what a message says, or "day " and the day. */
const linesIn = (guest) =>
  guest.timeline
    .locator(".day, [data-part=body]")
    .evaluateAll((all) =>
      all.map((one) => (one.matches(".day") ? `day ${one.textContent}` : one.textContent)),
    );

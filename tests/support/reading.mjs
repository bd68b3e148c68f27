// Reading a timeline from its end to its beginning, of which only a part is drawn at a time.
import { eventually } from "./eventually.mjs";

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

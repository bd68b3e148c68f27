// What is drawn of a timeline, from its first page to a reset.
import assert from "node:assert/strict";
import test from "node:test";
import { afterFrame, emptyTimeline } from "../../public/model/timeline.ts";
import { Drawing } from "../../public/view/conversation/drawing.ts";
import { about, ben, events, message, welcome } from "./world.mjs";

const heard = (held, ...frames) =>
  frames.reduce((now, frame) => afterFrame(now, frame, { now: 0 }), held);
const latest = (from, to) => ({
  type: "page",
  from,
  to,
  items: Array.from({ length: to - from + 1 }, (_, nth) => message(from + nth, ben)),
});
const opened = heard(emptyTimeline("g1"), welcome({ head: 100 }), latest(1, 100), {
  type: "live",
  head: 100,
});

test("events, an outage and what was missed leave the timeline the same one", () => {
  const drawing = new Drawing(opened, () => 20);
  assert.equal(drawing.take(opened), false, "the first");
  const more = heard(opened, events(message(101, ben)));
  assert.equal(drawing.take(more), false);
  assert.equal(drawing.take({ ...more, live: false }), false);
  const resumed = heard(more, welcome({ head: 102 }), events(message(102, ben)));
  assert.equal(drawing.take(heard(resumed, { type: "live", head: 102 })), false);
});

test("after a reset the timeline is another one, once it is live, and only once", () => {
  const reset = { type: "reset", reason: "too_far" };
  const another = about({ epoch: "another" });
  for (const [first, page] of [
    [welcome({ head: 900 }), latest(801, 900)],
    [welcome({ head: 100, conversation: another }), latest(1, 100)],
  ]) {
    const drawing = new Drawing(opened, () => 20);
    drawing.take(opened);
    const begun = heard(opened, first, reset, page);
    assert.equal(drawing.take(begun), false, "not yet live");
    const anew = heard(begun, { type: "live", head: page.to });
    assert.equal(drawing.take(anew), true);
    assert.equal(drawing.take(anew), false);
    drawing.keep(true);
    drawing.make();
    assert.equal(drawing.rows.at(-1).seq, page.to);
  }
});

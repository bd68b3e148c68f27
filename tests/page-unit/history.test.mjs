// Reading on in a conversation, opening it at a message, and what counts as read meanwhile.

import assert from "node:assert/strict";
import test from "node:test";
import { answered, readUpTo, reading, world } from "./opening.mjs";
import { ben, events, memberOf, ana, message, page, settled, welcome } from "./world.mjs";

test("older messages are asked for once at a time; a failure can be tried again", async () => {
  const it = reading(Promise.reject(new Error("lost")), answered(1, 89));
  it.conversations.older("g1");
  it.conversations.older("g1");
  await settled();
  assert.deepEqual([it.asked, it.conversation.older], [[["g1", { before: 90 }, 50]], "failed"]);
  await it.conversations.older("g1");
  assert.deepEqual([it.spans, it.conversation.older], [[[1, 91]], "idle"]);
  await it.conversations.older("g1");
  assert.equal(it.asked.length, 2, "the beginning is reached");
});

test("a conversation with more unread than it holds opens at the first, and counts as read later", async () => {
  let late;
  const it = readUpTo(20, new Promise((done) => (late = done)));
  it.eyes = true;
  await settled();
  assert.deepEqual(it.asked, [["g1", { around: 21 }, 50]]);
  it.conversations.updateFocus();
  assert.equal(it.conversation.read, 20, "the end is not what the reader has come for");
  late(await answered(10, 40));
  await settled();
  assert.deepEqual([it.conversation.at, it.conversation.line, it.spans[0]], [21, 21, [10, 40]]);
  assert.equal(it.conversation.read, 20, "the view has not shown it yet");
});

test("an address that names a message marks nothing as read before that message is shown", async () => {
  let late;
  const it = world({ timeline: () => new Promise((done) => (late = done)) });
  it.eyes = true;
  it.goes("g1");
  const opening = it.conversations.openAt("g1", 44);
  const you = memberOf(ana, "member", 20);
  const here = page(message(91, ben));
  for (const frame of [welcome({ head: 91, you }), here, { type: "live", head: 91 }])
    it.connections.g1.says("frame", frame);
  await settled();
  it.connections.g1.says("frame", events(message(92, ben)));
  it.conversations.updateFocus();
  const read = () => it.store.state.conversations.g1.read;
  assert.equal(read(), 20, "the view still shows the end");
  late(await answered(30, 60, 92));
  await opening;
  assert.deepEqual([it.store.state.conversations.g1.at, read()], [44, 20]);
  it.atEnd = true;
  it.conversations.updateFocus();
  assert.equal(read(), 92, "the reader has scrolled to the end");
});

test("where the first unread message cannot be fetched, the end does not count as read", async () => {
  const it = readUpTo(20, Promise.reject(new Error("lost")));
  it.eyes = true;
  await settled();
  it.conversations.updateFocus();
  assert.deepEqual([it.conversation.at, it.conversation.read, it.atEnd], [90, 20, false]);
});

test("an answer for a reader who has left says nothing about the end in view", async () => {
  let late;
  const it = readUpTo(20, new Promise((done) => (late = done)));
  await settled();
  it.goes("g2");
  it.atEnd = true;
  late(await answered(10, 40));
  await settled();
  assert.equal(it.atEnd, true);
});

test("a reader who has asked for a message is not taken to the first unread one", async () => {
  const it = readUpTo(20, answered(30, 60));
  await it.conversations.openAt("g1", 44);
  await settled();
  assert.deepEqual([it.asked.length, it.conversation.at], [1, 44]);
});

test("opening at a message shows the messages around it, and reading on reaches the end", async () => {
  const it = reading(answered(30, 60), answered(20, 29), answered(61, 89));
  await it.conversations.openAt("g1", 44);
  assert.deepEqual([it.asked[0], it.conversation.at], [["g1", { around: 44 }, 50], 44]);
  await it.conversations.older("g1");
  await it.conversations.newer("g1");
  assert.deepEqual(
    it.asked.slice(1).map(([, place]) => place),
    [{ before: 30 }, { after: 60 }],
  );
  assert.deepEqual(it.spans, [[20, 91]]);
  await it.conversations.newer("g1");
  assert.equal(it.asked.length, 3, "at the end, new messages arrive as events");
  it.conversations.latest("g1");
  assert.equal(it.conversation.at, null);
});

test("a message that is held already is shown without a request", async () => {
  const it = reading();
  await it.conversations.openAt("g1", 90);
  assert.deepEqual([it.asked, it.conversation.at], [[], 90]);
});

test("a message that is not there or cannot be loaded leaves the reader in place, and tells them", async () => {
  const it = reading(answered(95, 94), Promise.reject(new Error("lost")));
  await it.conversations.openAt("g1", 200);
  assert.deepEqual(it.complaints, ["no_such_message"]);
  await it.conversations.openAt("g1", 44);
  assert.deepEqual(it.complaints, ["no_such_message", "message_not_loaded"]);
  assert.deepEqual([it.conversation.at, it.spans], [null, [[90, 91]]]);
});

test("who comes in by the address of a message that is not there starts at the first unread one", async () => {
  for (const [answer, code] of [
    [answered(95, 94), "no_such_message"],
    [Promise.reject(new Error("lost")), "message_not_loaded"],
  ]) {
    const it = readUpTo(20, answer, answered(10, 40));
    it.eyes = true;
    await it.conversations.openAt("g1", 200);
    assert.deepEqual([it.complaints, it.asked[1]], [[code], ["g1", { around: 21 }, 50]]);
    assert.deepEqual(
      [it.conversation.at, it.conversation.line, it.conversation.read],
      [21, 21, 20],
    );
  }
});

/** After this reset the log ends at `head`, and Ana has read up to `read`. */
function resets(it, reason, { head, read, epoch = "e1" }) {
  const items = Array.from({ length: 50 }, (_, nth) => message(head - 49 + nth, ben));
  const conversation = { ...welcome().conversation, epoch };
  const you = memberOf(ana, "member", read);
  it.says(welcome({ head, you, conversation }), { type: "reset", reason }, page(...items));
  it.says({ type: "live", head });
  return settled();
}

test("after a reset a reader is where they were, and nothing that came counts as read", async () => {
  const it = reading(answered(60, 110, 20_000));
  it.eyes = true;
  it.place = 90;
  await resets(it, "too_far", { head: 20_000, read: 91 });
  assert.deepEqual(it.asked, [["g1", { around: 90 }, 50]]);
  assert.deepEqual([it.conversation.at, it.conversation.read, it.atEnd], [90, 91, false]);
  assert.deepEqual(it.complaints, []);
});

test("after a reset a reader who was at the end starts at the first unread message", async () => {
  for (const [reason, epoch] of [
    ["too_far", "e1"],
    ["epoch", "e2"],
  ]) {
    const it = reading(answered(80, 130, 20_000));
    it.eyes = true;
    // The inbox has heard nothing yet.
    it.store.change({ inbox: { g1: { conversation: "g1", head: 91, read: 91, unread: 0 } } });
    await resets(it, reason, { head: 20_000, read: 91, epoch });
    assert.deepEqual(it.asked, [["g1", { around: 92 }, 50]]);
    assert.deepEqual([it.conversation.at, it.conversation.read], [92, 91]);
  }
});

test("after a reset a place that is gone, or in another log, is the first unread message", async () => {
  const future = reading(answered(10, 40, 80));
  future.place = 90;
  await resets(future, "future", { head: 80, read: 12 });
  assert.deepEqual([future.conversation.at, future.conversation.read], [13, 12]);
  const other = reading(answered(10, 40, 300));
  other.place = 90;
  await resets(other, "epoch", { head: 300, read: 12, epoch: "e2" });
  assert.deepEqual([other.conversation.at, other.conversation.read], [13, 12]);
  assert.deepEqual(other.complaints, []);
});

test("a reset on the way to a message does not lead the reader elsewhere", async () => {
  const it = world({ timeline: () => answered(30, 60, 20_000) });
  it.goes("g1");
  it.says = (...frames) => frames.forEach((frame) => it.connections.g1.says("frame", frame));
  const opening = it.conversations.openAt("g1", 44);
  await resets(it, "too_far", { head: 20_000, read: 20 });
  await opening;
  const { at, read } = it.store.state.conversations.g1;
  assert.deepEqual([at, read, it.complaints], [44, 20, []]);
});

test("a reset of a conversation that is not in view takes nobody anywhere", async () => {
  const it = reading();
  await settled();
  it.goes("g2");
  await resets(it, "too_far", { head: 20_000, read: 91 });
  assert.deepEqual([it.asked, it.conversation.at, it.atEnd], [[], null, true]);
});

test("of two messages asked for, the later request wins, whichever answer comes first", async () => {
  let late;
  const it = reading(new Promise((done) => (late = done)), answered(50, 55));
  const first = it.conversations.openAt("g1", 20);
  await it.conversations.openAt("g1", 52);
  late(await answered(15, 25));
  await first;
  assert.deepEqual(
    [it.conversation.at, it.spans],
    [
      52,
      [
        [15, 25],
        [50, 55],
        [90, 91],
      ],
    ],
  );
});

test("opening at a message waits until the conversation is live", async () => {
  const it = world({ timeline: () => answered(30, 60) });
  it.goes("g1");
  const opening = it.conversations.openAt("g1", 44);
  await settled();
  const here = page(message(91, ben));
  for (const frame of [welcome({ head: 91 }), here, { type: "live", head: 91 }]) {
    it.connections.g1.says("frame", frame);
  }
  await opening;
  assert.equal(it.store.state.conversations.g1.at, 44);
  const other = it.conversations.openAt("g2", 1);
  it.conversations.close("g2");
  await other;
  assert.equal(it.store.state.conversations.g2, undefined, "closed meanwhile");
});

test("a page older than the remembered changes is fetched again, and fails in the end", async () => {
  const it = reading(answered(40, 50, 90), answered(40, 50, 91));
  await it.conversations.older("g1");
  assert.deepEqual([it.asked.length, it.spans.length, it.conversation.older], [2, 2, "idle"]);
  const never = reading(...[1, 2, 3].map(() => answered(40, 50, 90)));
  await never.conversations.older("g1");
  assert.deepEqual([never.asked.length, never.conversation.older], [3, "failed"]);
});

test("an answer from another epoch of the log, or to a closed conversation, changes nothing", async () => {
  let late;
  const it = reading(new Promise((done) => (late = done)));
  const asking = it.conversations.older("g1");
  const other = { ...welcome().conversation, epoch: "e2" };
  it.says(welcome({ head: 2, conversation: other }), { type: "reset", reason: "epoch" });
  it.says(page(message(1, ben), message(2, ben)), { type: "live", head: 2 });
  late(await answered(40, 89));
  await asking;
  assert.deepEqual(it.spans, [[1, 2]]);
  const closed = reading(answered(40, 89));
  const closing = closed.conversations.older("g1");
  closed.conversations.close("g1");
  await closing;
  assert.equal(closed.conversation, undefined);
});

// What the browser keeps of what the page showed: whose it is, when it goes, and that the next
// visit goes on from it without a gap.

import assert from "node:assert/strict";
import test, { before } from "node:test";
import { Keep } from "../../public/app/keep.ts";
import { LastVisit } from "../../public/app/lastvisit.ts";
import { initialState } from "../../public/app/state.ts";
import { Store } from "../../public/app/store.ts";
import { keptOf, timelineOf } from "../../public/model/kept.ts";
import { afterEvents, afterFetch, afterLatest, endOf } from "../../public/model/ranges.ts";
import { afterFrame, emptyTimeline, ended } from "../../public/model/timeline.ts";
import { between, dice, History, knowMadeUp } from "./histories.mjs";
import { broken, keepIn, memory } from "./keeping.mjs";
import { about, ana, ben, events, handClock, message, page, settled, welcome } from "./world.mjs";

before(knowMadeUp);

const signedIn = (you) => ({ session: { phase: "in", you, id: "s1", notice: null } });
const entry = (conversation, more = {}) => ({
  conversation,
  kind: "group",
  title: conversation,
  role: "member",
  head: 2,
  read: 2,
  unread: 0,
  mentions: 0,
  at: 1,
  ...more,
});
const inboxOf = (...ids) => Object.fromEntries(ids.map((id) => [id, entry(id)]));

/** A conversation with this id and messages 1 and 2, read by Ana. */
const timeline = (id, ...more) =>
  [
    welcome({ conversation: about({ id }), head: 2 }),
    page(message(1, ben), message(2, ben)),
    { type: "live", head: 2 },
    ...more,
  ].reduce((held, frame) => afterFrame(held, frame, { now: 0 }), emptyTimeline(id));

/** A page of this browser. */
function visit(backend, keep = keepIn(backend)) {
  const it = { clock: handClock(), keep, store: new Store(initialState) };
  it.last = new LastVisit(it);
  it.shows = (parts) => it.store.change({ inboxKnown: true, ...parts });
  it.signIn = async (you) => {
    it.shows({ ...signedIn(you), inboxKnown: false });
    await it.keep.claim(you.id);
  };
  return it;
}

/** Ana has seen these conversations in this browser. */
async function seen(...ids) {
  const it = visit(memory());
  await it.signIn(ana);
  const conversations = Object.fromEntries(ids.map((id) => [id, timeline(id)]));
  it.shows({ inbox: inboxOf(...ids), conversations });
  it.last.flush();
  await settled();
  return it;
}

test("the next visit shows the inbox and the timelines of the last one", async () => {
  const { keep } = await seen("g1", "g2");
  const next = visit(null, keep);
  assert.deepEqual(await next.last.read(), {
    you: ana,
    parts: { inbox: inboxOf("g1", "g2"), inboxKnown: true, profiles: {} },
  });
  const { about, members, last, epoch, live } = next.last.timeline("g1");
  const was = timeline("g1");
  assert.deepEqual([about, members, last, epoch, live], [was.about, was.members, 2, "e1", false]);
  assert.equal(next.last.timeline("g3"), null);
});

test("the next visit shows people by the names that they had", async () => {
  const backend = memory();
  const it = visit(backend);
  await it.signIn(ana);
  it.shows({ inbox: inboxOf("g1") });
  await it.clock.pass(1_500);
  const profiles = { ben: { user: "uben", handle: "ben", name: "Benno", at: 7 } };
  it.shows({ profiles });
  await it.clock.pass(1_500);
  const { parts } = await visit(null, it.keep).last.read();
  assert.deepEqual(parts.profiles, profiles);
});

test("what has changed is kept after a pause, once", async () => {
  const backend = memory();
  let writes = 0;
  const { putOwn } = backend;
  backend.putOwn = (...args) => ((writes += 1), putOwn.apply(backend, args));
  const it = visit(backend);
  await it.signIn(ana);
  it.shows({ inbox: inboxOf("g1") });
  it.shows({ conversations: { g1: timeline("g1") } });
  await it.clock.pass(1_499);
  assert.equal(writes, 0);
  await it.clock.pass(1);
  assert.equal(writes, 2, "the inbox and the timeline");
  it.shows({ details: true });
  await it.clock.pass(10_000);
  assert.equal(writes, 2);
});

test("an inbox that is not known yet, or may be another's, is not kept", async () => {
  for (const parts of [{ inboxKnown: false }, { certain: false }]) {
    const it = visit(memory());
    await it.signIn(ana);
    it.shows({ inbox: inboxOf("g1"), conversations: { g1: timeline("g1") }, ...parts });
    it.last.flush();
    await settled();
    assert.equal(await visit(null, it.keep).last.read(), null);
    assert.deepEqual(await it.keep.timelines(ana.id), []);
  }
});

test("nothing is kept for a person to whom the browser does not belong any more", async () => {
  const it = await seen("g1");
  await it.keep.claim(ben.id);
  it.shows({ inbox: inboxOf("g1", "g2"), conversations: { g2: timeline("g2") } });
  it.last.flush();
  await settled();
  assert.equal(await visit(null, it.keep).last.read(), null);
  assert.deepEqual(await it.keep.timelines(ana.id), []);
});

test("when a session ends elsewhere what the server has goes, and what was written stays", async () => {
  const it = await seen("g1");
  const draft = { user: ana.id, conversation: "g1", text: "dear" };
  await it.keep.keepDraft(draft);
  it.shows({ inbox: inboxOf("g1", "g2") });
  await it.last.forget();
  it.store.clear({ session: { phase: "out", you: null, id: null, notice: "signed_out" } });
  await it.clock.pass(10_000);
  assert.equal(await visit(null, it.keep).last.read(), null);
  assert.equal(it.last.timeline("g1"), null);
  assert.deepEqual(await it.keep.timelines(ana.id), []);
  assert.deepEqual(await it.keep.drafts(ana.id), [draft]);
});

test("a conversation that the person is not in any more is not kept", async () => {
  const it = await seen("g1", "g2");
  it.shows({
    inbox: inboxOf("g2"),
    conversations: { g1: ended(timeline("g1"), { how: "removed" }), g2: timeline("g2") },
  });
  assert.equal(it.last.timeline("g1"), null, "at once");
  it.last.flush();
  await settled();
  assert.deepEqual(
    (await it.keep.timelines(ana.id)).map(({ conversation }) => conversation),
    ["g2"],
  );
});

test("ten timelines are kept, and the one that changed longest ago goes first", async () => {
  const ids = Array.from({ length: 12 }, (_, nth) => `g${nth + 1}`);
  const it = await seen(...ids.slice(0, 10));
  it.shows({ inbox: inboxOf(...ids), conversations: { g11: timeline("g11"), g1: timeline("g1") } });
  it.last.flush();
  it.shows({ conversations: { g12: timeline("g12") } });
  it.last.flush();
  await settled();
  const kept = (await it.keep.timelines(ana.id)).map(({ conversation }) => conversation);
  assert.deepEqual(new Set(kept), new Set(["g1", ...ids.slice(3)]));
});

test("where storage fails nothing is known of the last visit, and nothing breaks", async () => {
  const it = visit(null, new Keep(Promise.resolve(broken)));
  assert.equal(await it.last.read(), null);
  it.shows({ ...signedIn(ana), inbox: inboxOf("g1"), conversations: { g1: timeline("g1") } });
  it.last.flush();
  await it.last.forget();
});

test("a kept timeline holds a screenful, and goes on from its cursor", () => {
  const many = Array.from({ length: 200 }, (_, nth) => message(nth + 3, ben));
  const before = timeline("g1", events(...many));
  const kept = keptOf(before);
  assert.deepEqual([kept.end.items.length, kept.end.to], [60, 202]);
  const after = afterFrame(timelineOf(kept), events(message(203, ben)), { now: 0 });
  assert.deepEqual(
    [after.last, endOf(after).items.at(-1).seq, after.read],
    [203, 203, before.read],
  );
});

test("what is kept, with the events after it, is the later timeline, in 500 histories", () => {
  for (let seed = 1; seed <= 500; seed += 1) {
    const { below, oneOf } = dice(seed);
    const history = new History(40 + below(80), { below, oneOf });
    const length = history.events.length;
    const [start, left] = [below(length), below(length)].sort((one, other) => one - other);
    let held = { ...emptyTimeline("g1"), about: about(), you: welcome().you, epoch: "e1" };
    held = afterLatest(held, history.page(start, { before: start + 1 }, 1 + below(20)));
    // Read at a later head than the page has heard of.
    const ahead = Math.min(length, start + below(10));
    held = afterFetch(held, history.page(ahead, { before: start + 1 }, 1 + below(20))) ?? held;
    held = afterEvents(held, history.events.slice(start, left));
    const kept = JSON.parse(JSON.stringify(keptOf(held)));
    const { from, to, items } = endOf(afterEvents(timelineOf(kept), history.events.slice(left)));
    assert.equal(to, length);
    assert.deepEqual(items, between(history.items(length), from, to), `seed ${seed}`);
  }
});

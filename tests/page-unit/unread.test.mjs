// Where the unread begins, and how much there is, while the page holds only a part of the log.

import assert from "node:assert/strict";
import test from "node:test";
import {
  afterFrame,
  emptyTimeline,
  ended,
  entered,
  fetched,
  left,
  openedAt,
  seen,
} from "../../public/model/timeline.ts";
import { entryPoint, lineFor, newsAfter, unreadIn } from "../../public/model/unread.ts";
import { afterRead, previewOf } from "../../public/model/inbox.ts";
import { about, ana, ben, events, happening, memberOf, message, page, welcome } from "./world.mjs";

const messages = (from, to, author = ben) =>
  Array.from({ length: to - from + 1 }, (_, nth) => message(from + nth, author));
const after = (state, ...frames) =>
  frames.reduce((held, frame) => afterFrame(held, frame, { now: 0 }), state);
const heardOf = (from, to) => ({ from, to, items: messages(from, to), head: 121 });

/** Ana comes to a conversation of 121 messages, read up to the first; the page has the last 50. */
const arrived = (read = 1) =>
  after(
    entered(emptyTimeline("g1")),
    welcome({ you: memberOf(ana, "member", read), head: 121 }),
    page(...messages(72, 121)),
    { type: "live", head: 121 },
  );

test("no line stands where nobody knows whether the message above it is read", () => {
  assert.equal(arrived().line, null);
  assert.deepEqual(entryPoint(arrived(), 120), { at: 2 });
  assert.equal(after(arrived(), events(message(122, ben))).line, null, "nor when one arrives");
});

test("the line appears where the unread begins, when that part is there", () => {
  const held = fetched(arrived(), heardOf(1, 50));
  assert.equal(held.line, 2);
  assert.equal(openedAt(held, 2).line, 2);
  const whole = fetched(held, heardOf(51, 71));
  assert.equal(whole.line, 2);
  assert.deepEqual(entryPoint(entered(left(whole)), 120), { at: null }, "all of it is held");
});

test("a conversation opens at the end where the latest page reaches back to what is read", () => {
  for (const read of [71, 100, 121])
    assert.deepEqual(entryPoint(arrived(read), 121 - read), { at: null });
  assert.equal(arrived(71).line, 72);
  assert.equal(arrived(121).line, null);
  assert.deepEqual(entryPoint(arrived(60), 61), { at: 61 });
  assert.deepEqual(entryPoint(arrived(60), 0), { at: null }, "only notices are unread");
  assert.deepEqual(entryPoint(emptyTimeline("g1"), 3), { at: null }, "nothing is held yet");
});

test("the unread are counted where all are held, otherwise nobody claims to know", () => {
  assert.equal(unreadIn(arrived()), null);
  assert.equal(unreadIn(arrived(71)), 50);
  assert.equal(unreadIn(arrived(110)), 11);
  const entry = { conversation: "g1", kind: "group", head: 121, read: 1, unread: 120 };
  assert.equal(afterRead({ g1: entry }, "g1", 40, null).g1.unread, 120);
  assert.equal(afterRead({ g1: entry }, "g1", 121, null).g1.unread, 0);
});

test("the pill counts unread messages of others below what the reader has seen", () => {
  assert.equal(newsAfter(arrived(105), 0, 16), 16, "not the whole page");
  assert.equal(newsAfter(arrived(), 0, 119), 119, "not what was read");
  assert.equal(newsAfter(arrived(), 121, 120), 0);
  const reading = openedAt(fetched(arrived(), heardOf(1, 50)), 2);
  assert.equal(newsAfter(reading, 50, 120), 71, "of which 50 are held");
  assert.equal(newsAfter(reading, 1, 120), 120);
  const mine = after(arrived(121), events(message(122, ben)), events(message(123, ana)));
  assert.equal(newsAfter(mine, 121, 0), 0, "who posts has read what was before");
});

test("my own message moves what I have read, on this page as on the server", () => {
  const state = after(arrived(100), events(message(122, ana)));
  assert.deepEqual(
    [state.read, unreadIn(state), lineFor({ ...state, line: null })],
    [122, 0, null],
  );
  const theirs = after(arrived(121), events(message(122, ben)));
  assert.deepEqual([theirs.read, theirs.members[ben.id].read], [121, 122]);
});

test("a notice that is unread gets no line", () => {
  const state = after(arrived(121), events(happening(122, ben, "joined"), message(123, ben)));
  assert.equal(state.line, 123);
  assert.equal(seen(state, 123).line, 123);
});

test("a conversation that is over is told from one that nobody was shown", () => {
  const empty = emptyTimeline("g1");
  assert.equal(ended(empty, {}).gone, "unknown");
  assert.equal(ended(empty, { listed: true }).gone, "removed");
  const over = ended(arrived(), {});
  assert.deepEqual([over.gone, over.about.title, over.ranges], ["removed", about().title, []]);
  const left = ended(arrived(), { how: "left" });
  assert.equal(ended(left, {}).gone, "left", "the first to say so knows");
  assert.equal(after(over, welcome()).gone, null, "a member again");
});

test("an entry says who wrote its last words", () => {
  const last = { at: 1, handle: "ben", preview: "hello" };
  const by = (kind, me) => previewOf({ kind, last }, me);
  assert.deepEqual(by("group", "ana"), { by: "member", handle: "ben", text: "hello" });
  assert.deepEqual(by("direct", "ana"), { by: "other", text: "hello" });
  for (const kind of ["group", "direct"])
    assert.deepEqual(by(kind, "ben"), { by: "you", text: "hello" });
  assert.equal(previewOf({ kind: "group" }, "ana"), null);
});

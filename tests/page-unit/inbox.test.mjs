// The inbox: entries come from two sources, and no entry moves back.

import assert from "node:assert/strict";
import test from "node:test";
import {
  afterEvents,
  afterFrame,
  afterRead,
  inOrder,
  unreadTotal,
} from "../../public/model/inbox.ts";
import { ana, ben, happening, message } from "./world.mjs";

const entry = (more = {}) => ({
  conversation: "g1",
  kind: "group",
  title: "Owls",
  role: "member",
  head: 5,
  read: 3,
  unread: 2,
  at: 5000,
  last: { at: 5000, handle: "ben", preview: "m5" },
  ...more,
});
const welcomed = (...inbox) => afterFrame({}, { type: "welcome", you: ana, session: "s1", inbox });
const me = ana.id;

test("a welcome replaces the inbox, an update one entry, and gone removes it", () => {
  const inbox = welcomed(entry(), entry({ conversation: "g2" }));
  assert.deepEqual(Object.keys(inbox), ["g1", "g2"]);
  assert.equal(
    afterFrame(inbox, { type: "inbox", entries: [entry({ head: 6, unread: 3 })] }).g1.unread,
    3,
  );
  assert.deepEqual(Object.keys(afterFrame(inbox, { type: "gone", conversation: "g1" })), ["g2"]);
  assert.deepEqual(
    Object.keys(afterFrame(inbox, { type: "welcome", you: ana, session: "s1", inbox: [] })),
    [],
  );
});

test("one frame may bring several entries, and a welcome may be the first of several", () => {
  const first = welcomed(entry());
  const more = [entry({ conversation: "g2" }), entry({ conversation: "g3" })];
  const inbox = afterFrame(first, { type: "inbox", entries: more });
  assert.deepEqual(Object.keys(inbox), ["g1", "g2", "g3"]);
  assert.equal(afterFrame(first, { type: "inbox", entries: [] }).g1.unread, 2);
});

test("a welcome does not undo what the page has received and read meanwhile", () => {
  const heard = afterEvents(welcomed(entry()), "g1", [message(6, ben)], { me, focused: true });
  const again = afterFrame(heard, { type: "welcome", you: ana, inbox: [entry()] });
  assert.deepEqual([again.g1.head, again.g1.unread], [6, 0]);
});

test("an open conversation updates its entry before the inbox does, and no message counts twice", () => {
  const heard = afterEvents(welcomed(entry()), "g1", [message(6, ben, "hello  there")], {
    me,
    focused: false,
  });
  assert.deepEqual([heard.g1.unread, heard.g1.head, heard.g1.last.preview], [3, 6, "hello there"]);
  const updated = afterFrame(heard, { type: "inbox", entries: [entry({ head: 6, unread: 3 })] });
  assert.equal(updated.g1.unread, 3);
  assert.equal(afterEvents(updated, "g1", [message(6, ben)], { me, focused: false }), updated);
});

test("a late inbox update does not undo later events", () => {
  const heard = afterEvents(welcomed(entry()), "g1", [message(6, ben), message(7, ben)], {
    me,
    focused: false,
  });
  const late = afterFrame(heard, { type: "inbox", entries: [entry({ head: 6, unread: 3 })] });
  assert.deepEqual([late.g1.head, late.g1.unread], [7, 4]);
});

test("a focused message is read, and a stale cursor does not make it unread again", () => {
  const looked = afterEvents(welcomed(entry()), "g1", [message(6, ben)], { me, focused: true });
  assert.deepEqual([looked.g1.read, looked.g1.unread], [6, 0]);
  assert.equal(
    afterFrame(looked, { type: "inbox", entries: [entry({ head: 6, read: 3, unread: 3 })] }).g1
      .unread,
    0,
  );
});

test("posting marks everything before as read", () => {
  assert.equal(
    afterEvents(welcomed(entry()), "g1", [message(6, ana)], { me, focused: false }).g1.unread,
    0,
  );
});

test("another device that has read leaves nothing unread here", () => {
  assert.equal(
    afterFrame(welcomed(entry()), { type: "inbox", entries: [entry({ read: 5, unread: 0 })] }).g1
      .unread,
    0,
  );
  assert.equal(afterRead(welcomed(entry()), "g1", 4, 1).g1.unread, 1);
  assert.equal(afterRead(welcomed(entry()), "g1", 5, 9).g1.unread, 0);
  assert.equal(afterRead(welcomed(entry()), "g1", 2, 9).g1.unread, 2);
});

test("a notice moves the head and the title, not the count", () => {
  const inbox = afterEvents(
    welcomed(entry()),
    "g1",
    [happening(6, ben, "renamed", { title: "Bats", topic: "" })],
    { me, focused: false },
  );
  assert.deepEqual([inbox.g1.title, inbox.g1.unread, inbox.g1.head], ["Bats", 2, 6]);
});

test("latest first, and the unread add up", () => {
  const inbox = welcomed(
    entry(),
    entry({
      conversation: "g2",
      unread: 4,
      at: 9000,
      last: { at: 9000, handle: "ben", preview: "" },
    }),
    entry({ conversation: "g3", unread: 0, at: 9500, last: undefined }),
  );
  assert.deepEqual(
    inOrder(inbox).map((line) => line.conversation),
    ["g3", "g2", "g1"],
  );
  assert.equal(unreadTotal(inbox), 6);
});

test("events of a conversation that is not in the inbox add no entry", () => {
  assert.deepEqual(afterEvents({}, "g9", [message(1, ben)], { me, focused: false }), {});
});

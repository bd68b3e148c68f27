// Whether a person is online, and for how long that is believed.

import assert from "node:assert/strict";
import test from "node:test";
import {
  BELIEVED,
  isOnline,
  marked,
  othersIn,
  parted,
  presenceAt,
} from "../../public/model/presence.ts";

const people = [
  { handle: "ana", online: true, seen_at: 900 },
  { handle: "ben", online: false, seen_at: 400 },
  { handle: "carla", online: false },
];
const marks = marked({}, people, 1_000);

test("a mark of somebody online is believed for two minutes, and says when it ends", () => {
  const until = 1_000 + BELIEVED;
  assert.deepEqual(presenceAt(marks.ana, false, 1_000), { is: "online", until });
  assert.equal(isOnline(marks.ana, false, until - 1), true);
  assert.equal(isOnline(marks.ana, false, until), false);
  assert.deepEqual(presenceAt(marks.ana, false, until), { is: "seen", at: 1_000, until: null });
});

test("others were seen at a time, or never", () => {
  assert.deepEqual(presenceAt(marks.ben, false, 1_000), { is: "seen", at: 400, until: null });
  assert.equal(presenceAt(marks.carla, false, 1_000).is, "unknown");
  assert.equal(presenceAt(undefined, false, 1_000).is, "unknown");
});

test("a person who has the conversation open is here, whatever the mark says", () => {
  assert.deepEqual(presenceAt(marks.ben, true, 1_000), { is: "here", until: null });
  assert.equal(isOnline(undefined, true, 1_000), true);
  const left = parted(marks, "ben", 5_000);
  assert.deepEqual(presenceAt(left.ben, false, 6_000), { is: "seen", at: 5_000, until: null });
});

test("the others who are here are all but me", () => {
  const here = { u1: { handle: "ana", focused: true }, u2: { handle: "ben", focused: false } };
  assert.deepEqual(othersIn(here, "u1"), ["ben"]);
});

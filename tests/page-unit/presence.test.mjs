// Whether a person is online, and for how long that is believed.

import assert from "node:assert/strict";
import test from "node:test";
import { BELIEVED, isOnline, presenceAt } from "../../public/model/presence.ts";

const known = 1_000;
const marks = {
  ana: { online: true, seen_at: 900, known },
  ben: { online: false, seen_at: 400, known },
  carla: { online: false, known },
};

test("a mark of somebody online is believed for two minutes, and says when it ends", () => {
  const until = 1_000 + BELIEVED;
  assert.deepEqual(presenceAt(marks.ana, false, 1_000), { is: "online", until });
  assert.equal(isOnline(presenceAt(marks.ana, false, until - 1)), true);
  assert.equal(isOnline(presenceAt(marks.ana, false, until)), false);
  assert.deepEqual(presenceAt(marks.ana, false, until), { is: "seen", at: 1_000, until: null });
});

test("others were seen at a time, or never", () => {
  assert.deepEqual(presenceAt(marks.ben, false, 1_000), { is: "seen", at: 400, until: null });
  assert.equal(presenceAt(marks.carla, false, 1_000).is, "unknown");
  assert.equal(presenceAt(undefined, false, 1_000).is, "unknown");
});

test("a person who has the conversation open is here, whatever the mark says", () => {
  assert.deepEqual(presenceAt(marks.ben, true, 1_000), { is: "here", until: null });
  assert.equal(isOnline(presenceAt(undefined, true, 1_000)), true);
});

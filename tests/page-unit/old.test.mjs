// Posts and drafts that an earlier page left in localStorage.

import assert from "node:assert/strict";
import test from "node:test";
import { moveOld } from "../../public/keep/old.ts";
import { broken, memory } from "./keeping.mjs";

/** A localStorage with these entries. */
function storage(entries) {
  const own = (value) => ({ value, enumerable: false });
  return Object.defineProperties(entries, {
    getItem: own((name) => entries[name] ?? null),
    removeItem: own((name) => delete entries[name]),
  });
}
const post = JSON.stringify({ body: "hi", at: 7 });

test("they move once, and what cannot be read holds up nothing", async () => {
  const backend = memory();
  const old = storage({
    "dormouse|u1|post|g|c0": '{"body":',
    "dormouse|u1|post|g|c1": '{"body":1}',
    "dormouse|u1|post|g|c2": post,
    "dormouse|u1|draft|g": "dear",
    somebodys: "else",
  });
  await moveOld(old, backend);
  const moved = { user: "u1", conversation: "g", client_id: "c2", body: "hi", at: 7 };
  assert.deepEqual(await backend.all("posts", "u1"), [moved]);
  assert.deepEqual((await backend.all("drafts", "u1")).length, 1);
  assert.deepEqual({ ...old }, { somebodys: "else" });
});

test("what cannot be written stays where it is", async () => {
  const old = storage({ "dormouse|u1|post|g|c2": post });
  await assert.rejects(moveOld(old, broken));
  assert.deepEqual({ ...old }, { "dormouse|u1|post|g|c2": post });
});

// The chain: Rust → WASM → entry module → workerd → both kinds of object → an answer.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startWorld } from "../support/world.mjs";

let world;
before(async () => (world = await startWorld()));
after(() => world.stop());

test("the worker answers", async () => {
  const answer = await world.fetch("/api/health");
  assert.equal(answer.status, 200);
});

test("storage survives a crash of the runtime", async () => {
  await world.sql("UserObject", "crash", "CREATE TABLE notes (what TEXT)");
  await world.sql("UserObject", "crash", "INSERT INTO notes VALUES (?)", "still here");
  await world.crash();
  assert.deepEqual(await world.sql("UserObject", "crash", "SELECT what FROM notes"), [
    { what: "still here" },
  ]);
});

test("an evicted object comes back with its storage", async () => {
  await world.sql("ConversationObject", "evicted", "CREATE TABLE notes (what TEXT)");
  await world.evict("ConversationObject", "evicted");
  assert.deepEqual(await world.sql("ConversationObject", "evicted", "SELECT what FROM notes"), []);
});

// What is sent, and when: what an earlier page left unsent comes first, and what is too long stays.

import assert from "node:assert/strict";
import test from "node:test";
import { Posts } from "../../public/app/posts.ts";
import { initialState } from "../../public/app/state.ts";
import { Store } from "../../public/app/store.ts";
import { keepIn, memory } from "./keeping.mjs";
import { ana, handClock } from "./world.mjs";

/** Ana's page, always connected. */
function writing() {
  const it = { sent: [], backend: memory(), clock: handClock(), count: 0 };
  it.store = new Store({ ...initialState, session: { phase: "in", you: ana, id: "s1" } });
  it.posts = new Posts({
    store: it.store,
    keep: keepIn(it.backend),
    clock: it.clock,
    newId: () => `n${++it.count}`,
    tell: (_id, frame) => it.sent.push(frame.client_id),
  });
  it.outbox = () => (it.store.state.outbox.g ?? []).map(({ code, state }) => code ?? state);
  return it;
}
const kept = (client_id, body) => ({ user: ana.id, conversation: "g", client_id, body, at: 1 });
const long = "x".repeat(70_000);

test("a post that fits into no frame is never sent: not at once, not again, not after a reload", async () => {
  const it = writing();
  await it.backend.put("posts", kept("old", long));
  await it.posts.restore(ana.id);
  it.posts.post("g", long);
  it.posts.retry("g", "n1");
  assert.deepEqual([it.sent, it.outbox()], [[], ["too_large", "too_large"]]);
  it.posts.post("g", "short");
  assert.deepEqual(it.sent, ["n3"], "and holds nothing back");
});

test("the same person who signs in again sends what was left unsent first", async () => {
  const it = writing();
  await it.posts.restore(ana.id);
  it.store.clear({ session: { phase: "in", you: ana, id: "s2" } });
  await it.backend.put("posts", kept("old", "left"));
  const restoring = it.posts.restore(ana.id);
  it.posts.post("g", "new");
  assert.deepEqual(it.sent, []);
  await restoring;
  assert.deepEqual(it.sent, ["old", "n1"]);
});

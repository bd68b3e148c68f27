// What is sent, and when: what an earlier page left unsent comes first, and what is too long stays.

import assert from "node:assert/strict";
import test from "node:test";
import { Posts } from "../../public/app/posts.ts";
import { initialState } from "../../public/app/state.ts";
import { Store } from "../../public/app/store.ts";
import { browserTabs, keepIn, memory } from "./keeping.mjs";
import { ana, handClock } from "./world.mjs";

/** Ana's page in a tab of a browser, always connected. */
function writing({ backend = memory(), tabs = browserTabs()(), first = 0 } = {}) {
  const it = { sent: [], backend, clock: handClock(), count: first };
  it.store = new Store({ ...initialState, session: { phase: "in", you: ana, id: "s1" } });
  it.posts = new Posts({
    store: it.store,
    keep: keepIn(it.backend),
    tabs,
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

/** Two tabs that have restored the same posts; the first has failed. */
async function twoTabs() {
  const [tab, backend] = [browserTabs(), memory()];
  for (const [nth, name] of ["bad", "good"].entries())
    await backend.put("posts", { ...kept(name, `a ${name} one`), at: nth });
  const one = writing({ backend, tabs: tab() });
  await one.posts.restore(ana.id);
  one.posts.refused("g", { code: "bad_message", message: "", client_id: "bad" });
  const opens = () => writing({ backend, tabs: tab(), first: 10 });
  const other = opens();
  await other.posts.restore(ana.id);
  return { one, other, opens };
}
const waiting = (it) => (it.store.state.outbox.g ?? []).map(({ client_id }) => client_id);

test("a post that was discarded or taken back in one tab is gone in the others", async () => {
  for (const act of ["discard", "edit"]) {
    const { one, other, opens } = await twoTabs();
    assert.deepEqual(waiting(other), ["bad", "good"]);
    one.posts[act]("g", "bad");
    assert.deepEqual(waiting(other), ["good"], act);
    const later = opens();
    await later.posts.restore(ana.id);
    assert.deepEqual([waiting(later), later.sent], [["good"], ["good"]], act);
  }
});

test("a post that is tried again under another name is not tried under the first elsewhere", async () => {
  const { one, other } = await twoTabs();
  one.posts.refused("g", { code: "bad_message", message: "", client_id: "good" });
  one.posts.retry("g", "good");
  assert.deepEqual(waiting(other), ["bad", "good"], "the same name is the same post");
  one.posts.refused("g", { code: "client_id_reused", message: "", client_id: "good" });
  one.posts.retry("g", "good");
  assert.deepEqual(waiting(other), ["bad"]);
});

test("a post that is discarded while another tab reads what is kept does not come back there", async () => {
  const { one, opens } = await twoTabs();
  const third = opens();
  const restoring = third.posts.restore(ana.id);
  one.posts.discard("g", "bad");
  await restoring;
  assert.deepEqual([waiting(third), third.sent], [["good"], ["good"]]);
});

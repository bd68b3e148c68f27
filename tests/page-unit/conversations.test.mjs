// Which conversations stay connected, and how a closed one is shown.

import assert from "node:assert/strict";
import test from "node:test";
import { neverLoaded } from "../../public/app/state.ts";
import { world } from "./opening.mjs";
import { welcome } from "./world.mjs";

test("the last five stay open, fewer over the other ways", () => {
  for (const way of ["stream", "poll"]) {
    const it = world();
    for (const id of ["a", "b", "c", "d", "e", "f"]) it.goes(id);
    assert.deepEqual(it.open, ["b", "c", "d", "e", "f"]);
    it.store.change({ way });
    it.conversations.thin();
    assert.deepEqual([it.open, Object.keys(it.store.state.conversations)], [["f"], ["f"]]);
  }
});

test("a conversation with a message on its way is not closed for another", () => {
  const it = world();
  it.goes("a");
  it.posts.post("a", "hi");
  for (const id of ["b", "c", "d", "e", "f", "g"]) it.goes(id);
  assert.ok(it.open.includes("a"));
});

/** A page on which the person is in "Owls" and has it in view. */
function inOwls() {
  const it = world();
  it.goes("a");
  it.connections.a.says("frame", welcome());
  return it;
}

test("removal in view closes the conversation and fails unsent posts; readmission opens it", () => {
  const it = inOwls();
  it.posts.post("a", "hi");
  it.connections.a.says("ended", "gone");
  it.conversations.gone("a", "unknown");
  const { about, gone, last } = it.store.state.conversations.a;
  assert.deepEqual([gone, about.title, last], ["removed", "Owls", null], "its name stays");
  assert.deepEqual([it.open, it.store.state.outbox.a[0].state], [[], "failed"]);
  it.conversations.again("a");
  assert.deepEqual([it.store.state.conversations.a.gone, it.open], [null, ["a"]]);
});

test("the page tells a conversation that it never was in from one that it is not in any more", () => {
  const it = world();
  it.goes("a");
  it.connections.a.says("ended", "gone");
  assert.equal(it.store.state.conversations.a.gone, "unknown");
  it.store.change({ inbox: { b: { conversation: "b" } } });
  it.goes("b");
  assert.equal(neverLoaded(it.store.state.conversations.b), true);
  it.connections.b.says("ended", "gone");
  assert.equal(it.store.state.conversations.b.gone, "removed");
  const left = inOwls();
  left.conversations.gone("a", "left");
  assert.equal(left.store.state.conversations.a.gone, "left");
});

test("removal out of view takes the conversation away", () => {
  const it = world();
  it.goes("a");
  it.goes(null);
  it.conversations.gone("a", "removed");
  assert.deepEqual([it.open, it.store.state.conversations], [[], {}]);
});

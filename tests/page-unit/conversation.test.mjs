// One open conversation with its posts: what is sent when, and that no post is lost over losses and
// reloads.

import assert from "node:assert/strict";
import test from "node:test";
import { Conversation } from "../../public/app/conversation.ts";
import { initialState } from "../../public/app/state.ts";
import { Store } from "../../public/app/store.ts";
import { writingOf } from "../../public/app/writing.ts";
import { Emitter } from "../../public/net/emitter.ts";
import { broken, browserTabs, keepIn, memory } from "./keeping.mjs";
import { ana, ben, events, handClock, memberOf, message, page, welcome } from "./world.mjs";

class FakeConnection extends Emitter {
  said = [];
  up = true;
  send(frame) {
    if (this.up) this.said.push(frame);
    return this.up;
  }
  hears(...frames) {
    for (const frame of frames) this.emit("frame", frame);
  }
  becomes(status) {
    this.emit("status", status);
  }
  get types() {
    return this.said.map((frame) => frame.type);
  }
}

/** A page on which `you` are signed in; `backend` is what the browser keeps. */
async function world({
  backend = memory(),
  focused = false,
  you = ana,
  first = 0,
  ready = true,
} = {}) {
  const clock = handClock();
  const store = new Store({ ...initialState, session: { phase: "in", you, id: "s1" } });
  const keep = keepIn(backend);
  let made = first;
  const connection = new FakeConnection();
  const it = { clock, store, backend, keep, connection, complaints: [], eyes: focused };
  const writing = writingOf({
    store,
    keep,
    tabs: browserTabs()(),
    clock,
    tabs: browserTabs()(),
    newId: () => `id${++made}`,
    complain: (refusal) => it.complaints.push(refusal.code),
    rescued: () => it.complaints.push("rescued"),
    tell: (_id, frame) => it.conversation.timeline.live && it.conversation.send(frame),
  });
  Object.assign(it, writing);
  it.conversation = new Conversation("g1", {
    connection,
    store,
    outgoing: writing.outgoing,
    clock,
    complain: (frame) => it.complaints.push(frame.code),
    changed: () => it.complaints.push("somebody else"),
    ended() {},
    leaveEnd() {},
    reset() {},
    attention: () => ({
      visible: it.eyes,
      windowFocused: true,
      atEnd: true,
      lastInput: clock.now(),
      now: clock.now(),
    }),
  });
  it.opens = () => connection.hears(welcome(), page(), { type: "live", head: 0 });
  it.waiting = () => (store.state.outbox.g1 ?? []).map((post) => `${post.client_id} ${post.state}`);
  it.kept = async () => (await keep.posts(ana.id)).map(({ body }) => body);
  if (ready) it.restored = await it.posts.restore(you.id);
  return it;
}

const echo = (seq, client_id) => events(message(seq, ana, "hi", { client_id }));

test("after its echo a post is in the log, not in the outbox or the storage", async () => {
  const it = await world();
  it.opens();
  it.posts.post("g1", "hi");
  assert.deepEqual(it.connection.said, [{ type: "post", client_id: "id1", body: "hi" }]);
  assert.deepEqual(await it.kept(), ["hi"]);
  it.connection.hears(echo(1, "id1"));
  assert.deepEqual([it.waiting(), await it.kept(), it.conversation.timeline.last], [[], [], 1]);
});

test("a post written before the connection is live is sent when it is", async () => {
  const it = await world();
  it.posts.post("g1", "hi");
  assert.deepEqual(it.connection.said, []);
  it.opens();
  assert.deepEqual(it.connection.types, ["post"]);
});

test("a post lost before its echo is sent again after the resume, unless the resume brings it", async () => {
  for (const arrived of [true, false]) {
    const it = await world();
    it.opens();
    it.posts.post("g1", "hi");
    it.connection.becomes("connecting");
    it.connection.hears(welcome({ head: 1 }), ...(arrived ? [echo(1, "id1")] : []), {
      type: "live",
      head: 1,
    });
    assert.equal(
      it.connection.said.filter((frame) => frame.client_id === "id1").length,
      arrived ? 1 : 2,
    );
    if (!arrived)
      it.connection.hears(
        { type: "posted", event: message(1, ana, "hi", { client_id: "id1" }) },
        echo(1, "id1"),
      );
    assert.deepEqual(it.waiting(), []);
  }
});

test("a page is an echo too, even of a post that it no longer shows", async () => {
  const it = await world();
  it.opens();
  for (const body of ["one", "two"]) it.posts.post("g1", body);
  it.connection.hears({ type: "posted", event: message(1, ana, "one", { client_id: "id1" }) });
  it.connection.becomes("connecting");
  const mine = message(90, ana, "two", { client_id: "id2" });
  const reset = { type: "reset", reason: "too_far" };
  it.connection.hears(welcome({ head: 90 }), reset, page(message(89, ben), mine));
  assert.deepEqual([it.waiting(), await it.kept()], [[], []]);
});

test("a post without an echo for ten seconds is sent again with the same client_id", async () => {
  const it = await world();
  it.opens();
  it.posts.post("g1", "hi");
  await it.clock.pass(9_000);
  assert.equal(it.connection.said.length, 1);
  await it.clock.pass(2_000);
  assert.deepEqual(it.connection.said[1], it.connection.said[0]);
});

test("a reload restores unsent posts, and a later refusal says why", async () => {
  const before = await world();
  before.posts.post("g1", "hi");
  const it = await world({ backend: before.backend });
  assert.deepEqual(it.restored, ["g1"]);
  it.opens();
  assert.deepEqual(it.connection.said, [{ type: "post", client_id: "id1", body: "hi" }]);
  it.connection.hears({
    type: "error",
    code: "client_id_reused",
    message: "Another message.",
    client_id: "id1",
  });
  assert.deepEqual(it.waiting(), ["id1 failed"]);
  it.posts.discard("g1", "id1");
  assert.deepEqual([it.waiting(), await it.kept()], [[], []]);
});

test("another person on this browser does not get the unsent posts of the first", async () => {
  const before = await world();
  before.posts.post("g1", "hi");
  const it = await world({ backend: before.backend, you: ben });
  assert.deepEqual(it.restored, []);
});

test("a message that does not fit into a frame fails here and is not sent", async () => {
  const it = await world();
  it.opens();
  it.posts.post("g1", '"'.repeat(40_000));
  assert.deepEqual([it.connection.said, it.waiting()], [[], ["id1 failed"]]);
});

test("focus is sent once, marks everything as seen, and is sent again after a reconnect", async () => {
  const it = await world({ focused: true });
  it.connection.hears(welcome({ head: 1 }), page(message(1, ben)), { type: "live", head: 1 });
  assert.deepEqual(it.connection.said, [
    { type: "focus", focused: true },
    { type: "seen", seq: 1 },
  ]);
  it.conversation.updateFocus();
  it.connection.hears(events(message(2, ben)));
  assert.equal(it.connection.said.length, 2, "what arrives while focused counts as read");
  assert.equal(it.conversation.timeline.read, 2);
  it.eyes = false;
  it.conversation.updateFocus();
  assert.deepEqual(it.connection.said.at(-1), { type: "focus", focused: false, seen: 2 });
  it.eyes = true;
  it.connection.becomes("connecting");
  it.connection.hears(welcome({ head: 2 }), { type: "live", head: 2 });
  assert.deepEqual(it.connection.said.at(-1), { type: "focus", focused: true });
});

test("typing is sent at most every three seconds, and at once after a message", async () => {
  const it = await world();
  it.opens();
  it.conversation.typing();
  it.conversation.typing();
  assert.deepEqual(it.connection.types, ["typing"]);
  await it.clock.pass(3_000);
  it.conversation.typing();
  it.conversation.typed();
  it.conversation.typing();
  assert.equal(it.connection.types.length, 3);
});

test("a refusal that names no post is shown to the person", async () => {
  const it = await world();
  it.opens();
  it.connection.hears({ type: "error", code: "too_fast", message: "Slow down." });
  assert.deepEqual(it.complaints, ["too_fast"]);
});

test("full storage breaks nothing else", async () => {
  const it = await world({ backend: broken });
  it.opens();
  it.posts.post("g1", "hi");
  it.connection.hears(echo(1, "id1"));
  assert.deepEqual([it.waiting(), await it.keep.drafts(ana.id)], [[], []]);
  await it.keep.forget(ana.id);
});

test("what is sent is clean, and nothing is sent of nothing", async () => {
  const it = await world();
  it.opens();
  it.posts.post("g1", "\n  build \x1b[31mFAILED\x1b[0m\n\n");
  it.posts.post("g1", " \n ");
  assert.deepEqual(
    it.connection.said.map(({ body }) => body),
    ["  build FAILED"],
  );
});

test("a failed post gives its text back to be edited, and is not kept any more", async () => {
  const it = await world();
  it.opens();
  it.posts.post("g1", "hi");
  assert.equal(it.posts.edit("g1", "id1"), null, "it is on its way");
  const refusal = { type: "error", code: "bad_message", message: "Rule.", client_id: "id1" };
  it.connection.hears(refusal);
  assert.equal(it.posts.edit("g1", "id1").body, "hi");
  assert.deepEqual([it.waiting(), await it.kept()], [[], []]);
});

test("kept posts are sent first, even those that take long to load", async () => {
  const before = await world();
  before.posts.post("g1", "first");
  const it = await world({ backend: before.backend, first: 1, ready: false });
  it.opens();
  it.posts.post("g1", "second");
  assert.deepEqual(it.connection.said, []);
  await it.posts.restore(ana.id);
  assert.deepEqual(
    it.connection.said.map(({ body }) => body),
    ["first", "second"],
  );
});

test("a connection that is somebody else's brings nothing into the page", async () => {
  const it = await world();
  it.connection.hears(welcome({ you: memberOf(ben) }));
  assert.deepEqual([it.complaints, it.conversation.timeline.about], [["somebody else"], null]);
});

test("nothing is sent while it is not certain who sends", async () => {
  const it = await world({ focused: true });
  it.opens();
  it.connection.said = [];
  it.store.change({ certain: false });
  it.posts.post("g1", "hi");
  it.conversation.typing();
  it.conversation.updateFocus();
  assert.deepEqual(it.connection.said, []);
  it.store.change({ certain: true });
  await it.clock.pass(1_000);
  assert.deepEqual(it.connection.types, ["post"]);
});

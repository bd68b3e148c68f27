// One open conversation with its posts: what is sent when, and that no post is lost over losses and
// reloads.

import assert from "node:assert/strict";
import test from "node:test";
import { Keep } from "../../public/app/keep.ts";
import { Posts } from "../../public/app/posts.ts";
import { Conversation } from "../../public/app/conversation.ts";
import { initialState } from "../../public/app/state.ts";
import { Store } from "../../public/app/store.ts";
import { ana, ben, events, handClock, message, page, welcome } from "./world.mjs";

/** The part of localStorage that Keep uses: keys are properties. */
class FakeStorage {
  getItem(name) {
    return this[name] ?? null;
  }
  setItem(name, value) {
    this[name] = value;
  }
  removeItem(name) {
    delete this[name];
  }
}

class FakeConnection extends EventTarget {
  said = [];
  up = true;
  send(frame) {
    if (this.up) this.said.push(frame);
    return this.up;
  }
  hears(...frames) {
    for (const frame of frames) this.dispatchEvent(new CustomEvent("frame", { detail: frame }));
  }
  becomes(status) {
    this.dispatchEvent(new CustomEvent("status", { detail: status }));
  }
  get types() {
    return this.said.map((frame) => frame.type);
  }
}

function world({ storage = new FakeStorage(), focused = false } = {}) {
  const clock = handClock();
  const store = new Store({ ...initialState, session: { phase: "in", you: ana, id: "s1" } });
  const keep = new Keep(storage);
  let made = 0;
  const connection = new FakeConnection();
  const it = { clock, store, keep, storage, connection, complaints: [], eyes: focused };
  it.posts = new Posts({
    store,
    keep,
    clock,
    newId: () => `id${++made}`,
    tell: (_id, frame) => it.conversation.timeline.live && connection.send(frame),
  });
  it.conversation = new Conversation("g1", {
    connection,
    store,
    posts: it.posts,
    clock,
    complain: (frame) => it.complaints.push(frame.code),
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
  return it;
}

const echo = (seq, client_id) => events(message(seq, ana, "hi", { client_id }));

test("after its echo a post is in the log, not in the outbox or the storage", () => {
  const it = world();
  it.opens();
  it.posts.post("g1", "hi");
  assert.deepEqual(it.connection.said, [{ type: "post", client_id: "id1", body: "hi" }]);
  assert.equal(Object.keys(it.storage).length, 1);
  it.connection.hears(echo(1, "id1"));
  assert.deepEqual(
    [it.waiting(), Object.keys(it.storage).length, it.conversation.timeline.last],
    [[], 0, 1],
  );
});

test("a post written before the connection is live is sent when it is", () => {
  const it = world();
  it.posts.post("g1", "hi");
  assert.deepEqual(it.connection.said, []);
  it.opens();
  assert.deepEqual(it.connection.types, ["post"]);
});

test("a post lost before its echo is sent again after the resume, unless the resume brings it", () => {
  for (const arrived of [true, false]) {
    const it = world();
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

test("a page is an echo too, even of a post that it no longer shows", () => {
  const it = world();
  it.opens();
  for (const body of ["one", "two"]) it.posts.post("g1", body);
  it.connection.hears({ type: "posted", event: message(1, ana, "one", { client_id: "id1" }) });
  it.connection.becomes("connecting");
  const mine = message(90, ana, "two", { client_id: "id2" });
  const reset = { type: "reset", reason: "too_far" };
  it.connection.hears(welcome({ head: 90 }), reset, page(message(89, ben), mine));
  assert.deepEqual([it.waiting(), Object.keys(it.storage).length], [[], 0]);
});

test("a post without an echo for ten seconds is sent again with the same client_id", async () => {
  const it = world();
  it.opens();
  it.posts.post("g1", "hi");
  await it.clock.pass(9_000);
  assert.equal(it.connection.said.length, 1);
  await it.clock.pass(2_000);
  assert.deepEqual(it.connection.said[1], it.connection.said[0]);
});

test("a reload restores unsent posts, and a later refusal says why", () => {
  const before = world();
  before.posts.post("g1", "hi");
  const it = world({ storage: before.storage });
  assert.deepEqual(it.posts.restore(), ["g1"]);
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
  assert.deepEqual([it.waiting(), Object.keys(it.storage).length], [[], 0]);
});

test("another person on this browser does not get the unsent posts of the first", () => {
  const before = world();
  before.posts.post("g1", "hi");
  const it = world({ storage: before.storage });
  it.store.change({ session: { phase: "in", you: ben, id: "s2" } });
  assert.deepEqual(it.posts.restore(), []);
});

test("a message that does not fit into a frame fails here and is not sent", () => {
  const it = world();
  it.opens();
  it.posts.post("g1", "\u0001".repeat(20_000));
  assert.deepEqual([it.connection.said, it.waiting()], [[], ["id1 failed"]]);
});

test("focus is sent once, marks everything as seen, and is sent again after a reconnect", () => {
  const it = world({ focused: true });
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
  assert.deepEqual(it.connection.said.at(-1), { type: "focus", focused: false });
  it.eyes = true;
  it.connection.becomes("connecting");
  it.connection.hears(welcome({ head: 2 }), { type: "live", head: 2 });
  assert.deepEqual(it.connection.said.at(-1), { type: "focus", focused: true });
});

test("typing is sent at most every three seconds, and at once after a message", async () => {
  const it = world();
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

test("a refusal that names no post is shown to the person", () => {
  const it = world();
  it.opens();
  it.connection.hears({ type: "error", code: "too_fast", message: "Slow down." });
  assert.deepEqual(it.complaints, ["too_fast"]);
});

test("forbidden or full storage breaks nothing else", () => {
  for (const storage of [
    null,
    {
      setItem() {
        throw new Error("full");
      },
      getItem: () => null,
      removeItem() {},
    },
  ]) {
    const it = world({ storage });
    it.opens();
    it.posts.post("g1", "hi");
    it.connection.hears(echo(1, "id1"));
    assert.deepEqual(it.waiting(), []);
    assert.equal(it.keep.draft("u", "g1"), "");
    it.keep.forget();
  }
});

test("forgetting removes everything of the person and nothing of others", () => {
  const it = world();
  it.storage.setItem("theme", "x");
  it.posts.post("g1", "hi");
  it.keep.keepDraft(ana.id, "g1", "dear");
  it.keep.forget();
  assert.deepEqual(Object.keys(it.storage), ["theme"]);
});

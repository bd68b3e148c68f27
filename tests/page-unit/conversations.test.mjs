// Which conversations stay connected, how a closed one is shown, and reading on in one.

import assert from "node:assert/strict";
import test from "node:test";
import { Posts } from "../../public/app/posts.ts";
import { Conversations } from "../../public/app/conversations.ts";
import { initialState, neverLoaded } from "../../public/app/state.ts";
import { Store } from "../../public/app/store.ts";
import { Emitter } from "../../public/net/emitter.ts";
import { keepIn, memory } from "./keeping.mjs";
import {
  ana,
  ben,
  events,
  handClock,
  memberOf,
  message,
  page,
  settled,
  welcome,
} from "./world.mjs";

class FakeConnection extends Emitter {
  stopped = false;
  start() {}
  stop() {
    this.stopped = true;
  }
  send() {
    return true;
  }
  says(type, detail) {
    this.emit(type, detail);
  }
}

function world(api = {}) {
  const clock = handClock();
  const store = new Store({ ...initialState, session: { phase: "in", you: ana, id: "s1" } });
  const connections = {};
  const posts = new Posts({
    store,
    keep: keepIn(memory()),
    clock,
    newId: () => "id1",
    tell: (id, frame) => it.conversations.tell(id, frame),
  });
  const it = {
    clock,
    store,
    connections,
    posts,
    eyes: false,
    atEnd: true,
    get open() {
      return Object.keys(connections).filter((id) => !connections[id].stopped);
    },
  };
  it.conversations = new Conversations({
    store,
    posts,
    clock,
    api,
    complain() {},
    signedOut() {},
    changed() {},
    leaveEnd: () => (it.atEnd = false),
    connect: (id) => (connections[id] = new FakeConnection()),
    attention: () => ({
      visible: it.eyes,
      windowFocused: true,
      atEnd: it.atEnd,
      lastInput: 0,
      now: 0,
    }),
  });
  it.goes = (id) => {
    store.change({ route: id ? { place: "conversation", id } : { place: "home", id: null } });
    it.conversations.enter(id);
  };
  return it;
}

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

/** A conversation that holds messages 90 and 91 of 91, and is read up to `read`. */
const reading = (...answers) => readUpTo(91, ...answers);
function readUpTo(read, ...answers) {
  const asked = [];
  const timeline = (...args) => (asked.push(args), answers.shift());
  const it = world({ timeline });
  it.goes("g1");
  it.says = (...frames) => frames.forEach((frame) => it.connections.g1.says("frame", frame));
  const you = memberOf(ana, "member", read);
  it.says(welcome({ head: 91, you }), page(message(90, ben), message(91, ben)), {
    type: "live",
    head: 91,
  });
  const spans = () => it.conversation.ranges.map(({ from, to }) => [from, to]);
  return Object.defineProperties(Object.assign(it, { asked }), {
    conversation: { get: () => it.store.state.conversations.g1 },
    spans: { get: spans },
  });
}
const answered = async (from, to, head = 91) => {
  const items = Array.from({ length: to - from + 1 }, (_, nth) => message(from + nth, ben));
  return { from, to, items, head };
};

test("older messages are asked for once at a time; a failure can be tried again", async () => {
  const it = reading(Promise.reject(new Error("lost")), answered(1, 89));
  it.conversations.older("g1");
  it.conversations.older("g1");
  await settled();
  assert.deepEqual([it.asked, it.conversation.older], [[["g1", { before: 90 }, 50]], "failed"]);
  await it.conversations.older("g1");
  assert.deepEqual([it.spans, it.conversation.older], [[[1, 91]], "idle"]);
  await it.conversations.older("g1");
  assert.equal(it.asked.length, 2, "the beginning is reached");
});

test("a conversation with more unread than it holds opens at the first, and counts as read later", async () => {
  let late;
  const it = readUpTo(20, new Promise((done) => (late = done)));
  it.eyes = true;
  await settled();
  assert.deepEqual(it.asked, [["g1", { around: 21 }, 50]]);
  it.conversations.updateFocus();
  assert.equal(it.conversation.read, 20, "the end is not what the reader has come for");
  late(await answered(10, 40));
  await settled();
  assert.deepEqual([it.conversation.at, it.conversation.line, it.spans[0]], [21, 21, [10, 40]]);
  assert.equal(it.conversation.read, 20, "the view has not shown it yet");
});

test("an address that names a message marks nothing as read before that message is shown", async () => {
  let late;
  const it = world({ timeline: () => new Promise((done) => (late = done)) });
  it.eyes = true;
  it.goes("g1");
  const opening = it.conversations.openAt("g1", 44);
  const you = memberOf(ana, "member", 20);
  const here = page(message(91, ben));
  for (const frame of [welcome({ head: 91, you }), here, { type: "live", head: 91 }])
    it.connections.g1.says("frame", frame);
  await settled();
  it.connections.g1.says("frame", events(message(92, ben)));
  it.conversations.updateFocus();
  const read = () => it.store.state.conversations.g1.read;
  assert.equal(read(), 20, "the view still shows the end");
  late(await answered(30, 60, 92));
  await opening;
  assert.deepEqual([it.store.state.conversations.g1.at, read()], [44, 20]);
  it.atEnd = true;
  it.conversations.updateFocus();
  assert.equal(read(), 92, "the reader has scrolled to the end");
});

test("an answer for a reader who has left says nothing about the end in view", async () => {
  let late;
  const it = readUpTo(20, new Promise((done) => (late = done)));
  await settled();
  it.goes("g2");
  it.atEnd = true;
  late(await answered(10, 40));
  await settled();
  assert.equal(it.atEnd, true);
});

test("a reader who has asked for a message is not taken to the first unread one", async () => {
  const it = readUpTo(20, answered(30, 60));
  await it.conversations.openAt("g1", 44);
  await settled();
  assert.deepEqual([it.asked.length, it.conversation.at], [1, 44]);
});

test("opening at a message shows the messages around it, and reading on reaches the end", async () => {
  const it = reading(answered(30, 60), answered(20, 29), answered(61, 89));
  await it.conversations.openAt("g1", 44);
  assert.deepEqual([it.asked[0], it.conversation.at], [["g1", { around: 44 }, 50], 44]);
  await it.conversations.older("g1");
  await it.conversations.newer("g1");
  assert.deepEqual(
    it.asked.slice(1).map(([, place]) => place),
    [{ before: 30 }, { after: 60 }],
  );
  assert.deepEqual(it.spans, [[20, 91]]);
  await it.conversations.newer("g1");
  assert.equal(it.asked.length, 3, "at the end, new messages arrive as events");
  it.conversations.latest("g1");
  assert.equal(it.conversation.at, null);
});

test("a message that is held already is shown without a request", async () => {
  const it = reading();
  await it.conversations.openAt("g1", 90);
  assert.deepEqual([it.asked, it.conversation.at], [[], 90]);
});

test("opening at a message that does not exist leaves the reader in place", async () => {
  const it = reading(answered(95, 94), Promise.reject(new Error("lost")));
  await it.conversations.openAt("g1", 200);
  await it.conversations.openAt("g1", 44);
  assert.deepEqual([it.conversation.at, it.spans], [null, [[90, 91]]]);
});

test("of two messages asked for, the later request wins, whichever answer comes first", async () => {
  let late;
  const it = reading(new Promise((done) => (late = done)), answered(50, 55));
  const first = it.conversations.openAt("g1", 20);
  await it.conversations.openAt("g1", 52);
  late(await answered(15, 25));
  await first;
  assert.deepEqual(
    [it.conversation.at, it.spans],
    [
      52,
      [
        [15, 25],
        [50, 55],
        [90, 91],
      ],
    ],
  );
});

test("opening at a message waits until the conversation is live", async () => {
  const it = world({ timeline: () => answered(30, 60) });
  it.goes("g1");
  const opening = it.conversations.openAt("g1", 44);
  await settled();
  const here = page(message(91, ben));
  for (const frame of [welcome({ head: 91 }), here, { type: "live", head: 91 }]) {
    it.connections.g1.says("frame", frame);
  }
  await opening;
  assert.equal(it.store.state.conversations.g1.at, 44);
  const other = it.conversations.openAt("g2", 1);
  it.conversations.close("g2");
  await other;
  assert.equal(it.store.state.conversations.g2, undefined, "closed meanwhile");
});

test("a page older than the remembered changes is fetched again, and fails in the end", async () => {
  const it = reading(answered(40, 50, 90), answered(40, 50, 91));
  await it.conversations.older("g1");
  assert.deepEqual([it.asked.length, it.spans.length, it.conversation.older], [2, 2, "idle"]);
  const never = reading(...[1, 2, 3].map(() => answered(40, 50, 90)));
  await never.conversations.older("g1");
  assert.deepEqual([never.asked.length, never.conversation.older], [3, "failed"]);
});

test("an answer from another epoch of the log, or to a closed conversation, changes nothing", async () => {
  let late;
  const it = reading(new Promise((done) => (late = done)));
  const asking = it.conversations.older("g1");
  const other = { ...welcome().conversation, epoch: "e2" };
  it.says(welcome({ head: 2, conversation: other }), { type: "reset", reason: "epoch" });
  it.says(page(message(1, ben), message(2, ben)), { type: "live", head: 2 });
  late(await answered(40, 89));
  await asking;
  assert.deepEqual(it.spans, [[1, 2]]);
  const closed = reading(answered(40, 89));
  const closing = closed.conversations.older("g1");
  closed.conversations.close("g1");
  await closing;
  assert.equal(closed.conversation, undefined);
});

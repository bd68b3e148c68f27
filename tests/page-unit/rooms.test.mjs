// Which conversations stay connected, what a closed door does, and that signing out leaves nothing.

import assert from "node:assert/strict";
import test from "node:test";
import { Account } from "../../public/app/account.js";
import { Keep } from "../../public/app/keep.js";
import { Posts } from "../../public/app/posts.js";
import { Rooms } from "../../public/app/rooms.js";
import { initialState } from "../../public/app/state.js";
import { Store } from "../../public/app/store.js";
import { Refusal } from "../../public/net/api.js";
import { ana, ben, events, handClock, message, settled, welcome } from "./world.mjs";

class FakeConnection extends EventTarget {
  stopped = false;
  start() {}
  stop() {
    this.stopped = true;
  }
  send() {
    return true;
  }
  says(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

function world(api = {}) {
  const clock = handClock();
  const store = new Store({ ...initialState, session: { phase: "in", you: ana, id: "s1" } });
  const connections = {};
  const posts = new Posts({ store, keep: new Keep({}), clock, newId: () => "id1", tell: (id, frame) => it.rooms.tell(id, frame) });
  const it = { clock, store, connections, posts, get open() { return Object.keys(connections).filter((id) => !connections[id].stopped); } };
  it.rooms = new Rooms({
    store, posts, clock, api, complain() {}, signedOut() {}, connect: (id) => (connections[id] = new FakeConnection()),
    attention: () => ({ visible: false, windowFocused: false, atEnd: false, lastInput: 0, now: 0 }),
  });
  it.goes = (id) => {
    store.change({ route: id ? { place: "conversation", id } : { place: "home", id: null } });
    it.rooms.enter(id);
  };
  return it;
}

test("the last five stay open, fewer on the fallback", () => {
  const it = world();
  for (const id of ["a", "b", "c", "d", "e", "f"]) it.goes(id);
  assert.deepEqual(it.open, ["b", "c", "d", "e", "f"]);
  it.store.change({ way: "stream" });
  it.rooms.thin();
  assert.deepEqual([it.open, Object.keys(it.store.state.rooms)], [["f"], ["f"]]);
});

test("one with a message on its way is not closed for want of room", () => {
  const it = world();
  it.goes("a");
  it.posts.post("a", "hi");
  for (const id of ["b", "c", "d", "e", "f", "g"]) it.goes(id);
  assert.ok(it.open.includes("a"));
});

test("removed while focused: a closed door, unsent posts fail; let in again: it opens", () => {
  const it = world();
  it.goes("a");
  it.posts.post("a", "hi");
  it.connections.a.says("ended", "gone");
  assert.deepEqual([it.store.state.rooms.a.gone, it.open, it.store.state.outbox.a[0].state], [true, [], "failed"]);
  it.rooms.again("a");
  assert.deepEqual([it.store.state.rooms.a.gone, it.open], [false, ["a"]]);
});

test("removed while elsewhere: the conversation is just not there any more", () => {
  const it = world();
  it.goes("a");
  it.goes(null);
  it.rooms.gone("a");
  assert.deepEqual([it.open, it.store.state.rooms], [[], {}]);
});

test("history is asked once at a time and put in front; a failure can be tried again", async () => {
  const asked = [];
  const answers = [Promise.reject(new Error("lost")), Promise.resolve({ events: [message(1, ben)] })];
  const it = world({ events: (...args) => (asked.push(args), answers.shift()) });
  it.goes("g1");
  it.connections.g1.says("frame", welcome({ head: 2 }));
  it.connections.g1.says("frame", events(message(2, ben)));
  it.connections.g1.says("frame", { type: "live", head: 2 });
  it.rooms.older("g1");
  it.rooms.older("g1");
  await settled();
  assert.deepEqual([asked, it.store.state.rooms.g1.history], [[["g1", 2, 50]], "failed"]);
  await it.rooms.older("g1");
  assert.deepEqual([it.store.state.rooms.g1.events.length, it.store.state.rooms.g1.start], [2, true]);
});

function signing(api) {
  const store = new Store(initialState);
  const storage = { getItem: () => null, setItem() {}, removeItem(name) { delete this[name]; } };
  storage["dormouse|u|draft|g"] = "dear";
  const tabs = Object.assign(new EventTarget(), { said: [], say(word) { this.said.push(word); } });
  const did = [];
  const account = new Account({ store, api, keep: new Keep(storage), tabs, clock: handClock(), begin: () => did.push("begin"), end: () => did.push("end") });
  return { store, tabs, did, account, storage, phase: () => store.state.session.phase };
}
const answer = { you: ana, session: { id: "s1" } };
const refusing = (status) => async () => Promise.reject(new Refusal({ code: "x", message: "No." }, status));

test("signing out leaves nothing and tells the other tabs", async () => {
  const it = signing({ signIn: async () => answer, signOut: async () => null });
  await it.account.signIn("ana", "x");
  it.store.change({ inbox: { g: {} }, rooms: { g: {} }, outbox: { g: [{}] } });
  await it.account.signOut();
  assert.deepEqual([it.did, it.tabs.said, it.phase()], [["begin", "end"], ["in", "out"], "out"]);
  assert.deepEqual([it.store.state.inbox, it.store.state.rooms, it.store.state.outbox, it.storage["dormouse|u|draft|g"]], [{}, {}, {}, undefined]);
});

test("a sign-out that did not reach the server is not one", async () => {
  const it = signing({ signIn: async () => answer, signOut: refusing(0) });
  await it.account.signIn("ana", "x");
  await assert.rejects(it.account.signOut(), Refusal);
  assert.deepEqual([it.phase(), it.tabs.said], ["in", ["in"]]);
});

test("the other tab signs out: this one too; the server's word: likewise, once", async () => {
  const it = signing({ signIn: async () => answer });
  await it.account.signIn("ana", "x");
  it.tabs.dispatchEvent(new Event("out"));
  it.account.signedOut();
  assert.deepEqual([it.phase(), it.did], ["out", ["begin", "end"]]);
});

test("opening the page: in, out, or not to be reached", async () => {
  for (const [me, phase] of [[async () => answer, "in"], [refusing(401), "out"], [refusing(0), "unreachable"], [refusing(503), "unreachable"]]) {
    const it = signing({ me });
    await it.account.ask();
    assert.equal(it.phase(), phase);
  }
});

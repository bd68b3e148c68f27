// Signing in and out, here and in other tabs, and that signing out leaves nothing.

import assert from "node:assert/strict";
import test from "node:test";
import { Account } from "../../public/app/account.ts";
import { Keep } from "../../public/app/keep.ts";
import { initialState } from "../../public/app/state.ts";
import { Store } from "../../public/app/store.ts";
import { Refusal } from "../../public/net/api.ts";
import { ana, handClock } from "./world.mjs";

function signing(api) {
  const store = new Store(initialState);
  const storage = {
    getItem: () => null,
    setItem() {},
    removeItem(name) {
      delete this[name];
    },
  };
  storage["dormouse|u|draft|g"] = "dear";
  const tabs = Object.assign(new EventTarget(), {
    said: [],
    say(word) {
      this.said.push(word);
    },
  });
  const did = [];
  const account = new Account({
    store,
    api,
    keep: new Keep(storage),
    tabs,
    clock: handClock(),
    begin: () => did.push("begin"),
    end: () => did.push("end"),
  });
  return { store, tabs, did, account, storage, phase: () => store.state.session.phase };
}
const answer = { you: ana, session: { id: "s1" } };
const refusing = (status) => async () =>
  Promise.reject(new Refusal({ code: "x", message: "No." }, status));

test("signing out leaves nothing and reaches the other tabs", async () => {
  const it = signing({ signIn: async () => answer, signOut: async () => null });
  await it.account.signIn("ana", "x");
  it.store.change({ inbox: { g: {} }, conversations: { g: {} }, outbox: { g: [{}] } });
  await it.account.signOut();
  assert.deepEqual([it.did, it.tabs.said, it.phase()], [["begin", "end"], ["in", "out"], "out"]);
  assert.deepEqual(
    [
      it.store.state.inbox,
      it.store.state.conversations,
      it.store.state.outbox,
      it.storage["dormouse|u|draft|g"],
    ],
    [{}, {}, {}, undefined],
  );
});

test("a sign-out that did not reach the server does not count", async () => {
  const it = signing({ signIn: async () => answer, signOut: refusing(0) });
  await it.account.signIn("ana", "x");
  await assert.rejects(it.account.signOut(), Refusal);
  assert.deepEqual([it.phase(), it.tabs.said], ["in", ["in"]]);
});

test("a sign-out in another tab, or by the server, signs this one out, once", async () => {
  const it = signing({ signIn: async () => answer });
  await it.account.signIn("ana", "x");
  it.tabs.dispatchEvent(new Event("out"));
  it.account.signedOut();
  assert.deepEqual([it.phase(), it.did], ["out", ["begin", "end"]]);
});

test("an opened page is signed in, signed out, or cannot reach the server", async () => {
  for (const [me, phase] of [
    [async () => answer, "in"],
    [refusing(401), "out"],
    [refusing(0), "unreachable"],
    [refusing(503), "unreachable"],
  ]) {
    const it = signing({ me });
    await it.account.ask();
    assert.equal(it.phase(), phase);
  }
});

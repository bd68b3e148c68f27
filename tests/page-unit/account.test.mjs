// Signing in and out, here and in other tabs: what is kept and what is forgotten, and that a tab
// never acts as somebody else than it shows.

import assert from "node:assert/strict";
import test from "node:test";
import { Account } from "../../public/app/account.ts";
import { whenCertain } from "../../public/app/certain.ts";
import { initialState } from "../../public/app/state.ts";
import { Store } from "../../public/app/store.ts";
import { Refusal } from "../../public/net/api.ts";
import { browserTabs, keepIn, memory } from "./keeping.mjs";
import { ana, ben, handClock, settled } from "./world.mjs";

const as = (you, session = "s1") => ({ you, session: { id: session } });
const refusing = (status) => async () =>
  Promise.reject(new Refusal({ code: "x", message: "No." }, status));
/** A sign-in whose answer the test gives. */
function pending() {
  const it = {};
  it.answer = new Promise((done, fail) => Object.assign(it, { done, fail }));
  return it;
}

/** A tab. `cookie.of` is whose cookie the browser has. */
function signing({ cookie = { of: null }, tab = browserTabs()(), ...api } = {}) {
  const it = { cookie, did: [], tab, clock: handClock(), backend: memory() };
  it.store = new Store(initialState);
  const enter = async (handle) => ((cookie.of = handle === "ana" ? ana : ben), as(cookie.of));
  it.account = new Account({
    store: it.store,
    api: {
      me: async () => (cookie.of ? as(cookie.of) : refusing(401)()),
      signIn: enter,
      register: enter,
      signOut: async () => (cookie.of = null),
      ...api,
    },
    keep: keepIn(it.backend),
    tabs: tab,
    clock: it.clock,
    begin: () => it.did.push("begin"),
    end: (isForgotten) => it.did.push(isForgotten ? "end, forgotten" : "end"),
    reload: () => it.did.push("reload"),
    goOn: () => it.did.push("go on"),
  });
  Object.defineProperties(it, {
    session: { get: () => it.store.state.session },
    phase: { get: () => it.session.phase },
  });
  return it;
}
const draft = { user: ana.id, conversation: "g", text: "dear" };

test("signing out leaves nothing and reaches the other tabs", async () => {
  const it = signing();
  await it.account.signIn("ana", "x");
  await it.backend.put("drafts", draft);
  it.store.change({ inbox: { g: {} }, conversations: { g: {} }, outbox: { g: [{}] } });
  await it.account.signOut();
  const { inbox, conversations, outbox } = it.store.state;
  assert.deepEqual([it.did, it.phase], [["begin", "end, forgotten"], "out"]);
  assert.deepEqual(it.tab.said, ["signing_in", "signed_in", "signed_out"]);
  const left = await it.backend.all("drafts", ana.id);
  assert.deepEqual([inbox, conversations, outbox, left], [{}, {}, {}, []]);
});

test("signing out leaves nothing, even if a socket hears of it before the answer comes", async () => {
  const it = signing({ signOut: async () => it.account.signedOut() });
  await it.account.signIn("ana", "x");
  await it.backend.put("drafts", draft);
  await it.account.signOut();
  assert.deepEqual([it.did.at(-1), it.session.notice], ["end, forgotten", null]);
  assert.deepEqual(await it.backend.all("drafts", ana.id), []);
});

test("a session ended elsewhere leaves what was written and the address for its person", async () => {
  const it = signing();
  await it.account.signIn("ana", "x");
  const route = { place: "conversation", id: "g", at: null };
  it.store.change({ route, outbox: { g: [{}] } });
  await it.backend.put("drafts", draft);
  it.account.signedOut();
  it.account.signedOut();
  assert.deepEqual([it.did, it.session.notice], [["begin", "end"], "signed_out"]);
  assert.deepEqual([it.store.state.outbox, it.store.state.route], [{}, route]);
  assert.deepEqual(await it.backend.all("drafts", ana.id), [draft]);
});

test("a sign-out that did not reach the server does not count", async () => {
  const it = signing({ signOut: refusing(0) });
  await it.account.signIn("ana", "x");
  await assert.rejects(it.account.signOut(), Refusal);
  assert.deepEqual([it.phase, it.tab.said.includes("signed_out")], ["in", false]);
});

test("a sign-out in another tab signs this one out, once", async () => {
  const [tab, cookie] = [browserTabs(), { of: null }];
  const [it, other] = [signing({ cookie, tab: tab() }), signing({ cookie, tab: tab() })];
  await other.account.signIn("ana", "x");
  await settled();
  assert.equal(it.phase, "in", "and so did the sign-in");
  await other.account.signOut();
  it.account.signedOut();
  assert.deepEqual(
    [it.phase, it.session.notice, it.did],
    ["out", "signed_out_in_another_tab", ["begin", "end, forgotten"]],
  );
});

test("an opened page is signed in, signed out, or cannot reach the server", async () => {
  for (const [me, phase] of [
    [async () => as(ana), "in"],
    [refusing(401), "out"],
    [refusing(0), "unreachable"],
    [refusing(503), "unreachable"],
  ]) {
    const it = signing({ me });
    await it.account.ask();
    assert.equal(it.phase, phase);
  }
});

const parts = { inbox: { g: {} }, inboxKnown: true };

test("who used the page last is shown at once, and nothing is sent until it is certain", async () => {
  const [me, sent] = [pending(), []];
  const it = signing({ me: () => me.answer });
  const asked = it.account.ask();
  it.account.recall({ you: ana, parts });
  const { session, certain, inbox } = it.store.state;
  assert.deepEqual([session.you, session.id, certain, inbox], [ana, null, false, parts.inbox]);
  const api = whenCertain({ people: () => sent.push("people") }, it.account.certain, new Set());
  const people = api.people();
  await settled();
  assert.deepEqual(sent, []);
  me.done(as(ana, "s7"));
  await Promise.all([asked, people]);
  assert.deepEqual([sent, it.session.id, it.store.state.certain], [["people"], "s7", true]);
  assert.deepEqual(it.did, ["begin", "go on"]);
});

test("the server may be quicker than what the browser keeps", async () => {
  for (const [of, notice, did] of [
    [ben, null, ["begin"]],
    [null, "signed_out", ["end"]],
  ]) {
    const it = signing({ cookie: { of } });
    await it.account.ask();
    it.account.recall({ you: ana, parts });
    assert.deepEqual([it.session.you, it.store.state.inbox], [of, {}]);
    assert.deepEqual([it.session.notice, it.did], [notice, did]);
  }
});

test("who used the page last is not shown any more when another is signed in, or nobody", async () => {
  for (const [of, did] of [
    [ben, ["begin", "reload"]],
    [null, ["begin", "end"]],
  ]) {
    const it = signing({ cookie: { of } });
    it.account.recall({ you: ana, parts });
    await it.account.ask();
    assert.deepEqual(it.did, did);
  }
});

test("without a server who used the page last stays, and what they ask for is refused", async () => {
  const it = signing({ me: refusing(0) });
  it.account.recall({ you: ana, parts });
  const waits = it.account.certain();
  await Promise.all([it.account.ask(), assert.rejects(waits, Refusal)]);
  assert.deepEqual([it.phase, it.store.state.certain], ["in", false]);
});

test("a browser that keeps no cookie is told so, and a later visitor is not", async () => {
  const it = signing({ me: refusing(401) });
  await it.account.signIn("ana", "x");
  assert.deepEqual([it.phase, it.session.notice, it.did], ["out", "no_cookies", []]);
  await it.account.ask();
  assert.equal(it.session.notice, null);
});

test("two tabs that sign in as two people at once both end as the person of the cookie", async () => {
  const [tab, cookie] = [browserTabs(), { of: null }];
  const entering = [pending(), pending()];
  const tabs = entering.map(({ answer }) =>
    signing({ cookie, tab: tab(), signIn: async () => (cookie.of = await answer) }),
  );
  const signed = tabs.map(({ account }) => account.signIn("x", "y"));
  entering[0].done(ana);
  await settled();
  assert.deepEqual(
    tabs.map((it) => it.session.you),
    [ana, ana],
  );
  entering[1].done(ben);
  await Promise.all(signed);
  await settled();
  assert.deepEqual(
    tabs.map((it) => it.did.at(-1)),
    ["reload", "reload"],
  );
});

test("while another tab signs in this one sends nothing, until it knows who it is", async () => {
  const [tab, cookie, entering] = [browserTabs(), { of: ana }, pending()];
  const it = signing({ cookie, tab: tab() });
  await it.account.ask();
  const sent = [];
  const server = { join: async (id) => sent.push(id), me: async () => sent.push("me") };
  const api = whenCertain(server, () => it.account.certain(), new Set(["me"]));
  const other = signing({ cookie, tab: tab(), signIn: () => entering.answer });
  const signIn = other.account.signIn("ben", "wrong");
  const joining = api.join("g1");
  await api.me();
  await settled();
  assert.deepEqual([it.store.state.certain, sent], [false, ["me"]]);
  entering.fail(new Refusal({ code: "wrong_password", message: "No." }, 401));
  await assert.rejects(signIn);
  await joining;
  assert.deepEqual([it.store.state.certain, sent], [true, ["me", "g1"]]);
  assert.equal(it.did.at(-1), "go on");
});

test("a tab that was closed while it signed in does not silence the others for ever", async () => {
  const tab = browserTabs();
  const it = signing({ cookie: { of: ana }, tab: tab() });
  await it.account.ask();
  tab().say({ word: "signing_in" });
  assert.equal(it.store.state.certain, false);
  await it.clock.pass(60_000);
  assert.equal(it.store.state.certain, true);
});

test("a tab that has just signed in waits for another that still signs in", async () => {
  const [tab, cookie, entering] = [browserTabs(), { of: null }, pending()];
  const it = signing({ cookie, tab: tab() });
  const other = signing({ cookie, tab: tab(), signIn: () => entering.answer });
  const signIn = other.account.signIn("ben", "x");
  await it.account.signIn("ana", "x");
  assert.deepEqual([it.session.you, it.store.state.certain], [ana, false]);
  // The server accepts it, and the answer is lost.
  cookie.of = ben;
  entering.fail(new Refusal({ code: "unreachable", message: "Lost." }, 0));
  await assert.rejects(signIn);
  await settled();
  assert.equal(it.did.at(-1), "reload");
});

test("a tab that was closed while it signed in does not silence one that signs in later", async () => {
  const tab = browserTabs();
  const it = signing({ tab: tab() });
  tab().say({ word: "signing_in" });
  await it.account.signIn("ana", "x");
  assert.equal(it.store.state.certain, false);
  await it.clock.pass(60_000);
  assert.equal(it.store.state.certain, true);
});

test("a tab that opened during another's sign-in asks again, even if that was refused", async () => {
  const [tab, cookie] = [browserTabs(), { of: ana }];
  const it = signing({ cookie, tab: tab() });
  await it.account.ask();
  cookie.of = ben;
  tab().say({ word: "not_signed_in" });
  await settled();
  assert.equal(it.did.at(-1), "reload");
});

test("a frozen tab that comes back sends nothing until it knows who it is", async () => {
  const cookie = { of: ana };
  const it = signing({ cookie });
  await it.account.ask();
  cookie.of = ben;
  it.tab.ears.forEach((act) => act({ word: "missed" }));
  assert.equal(it.store.state.certain, false);
  await settled();
  assert.equal(it.did.at(-1), "reload");
});

test("an answer from before another sign-in does not count", async () => {
  const [tab, answers] = [browserTabs(), []];
  const it = signing({ tab: tab(), me: () => new Promise((done) => answers.push(done)) });
  const first = it.account.ask();
  tab().say({ word: "signed_in" });
  answers[1](as(ben));
  answers[0](as(ana));
  await first;
  await settled();
  assert.deepEqual([it.session.you, it.did], [ben, ["begin"]]);
});

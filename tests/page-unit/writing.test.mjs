// What a person does to messages, over losses, refusals and reloads: no act is lost, no text
// either, and what is shown is what the server will have.

import assert from "node:assert/strict";
import test from "node:test";
import { initialState, replyIn } from "../../public/app/state.ts";
import { Store } from "../../public/app/store.ts";
import { writingOf } from "../../public/app/writing.ts";
import { replyTo } from "../../public/model/reply.ts";
import { emptyTimeline } from "../../public/model/timeline.ts";
import { browserTabs, keepIn, memory } from "./keeping.mjs";
import { ana, ben, handClock, happening, message, settled } from "./world.mjs";

/** Ana's page in a conversation with these messages. */
async function writing(items = [], { backend = memory(), first = 0, tab = browserTabs()() } = {}) {
  const it = { sent: [], said: [], backend, clock: handClock(), live: true, count: first };
  it.store = new Store({ ...initialState, session: { phase: "in", you: ana, id: "s1" } });
  it.holds = (...list) => {
    const ranges = [{ from: 1, to: list.length, items: list }];
    it.store.put("conversations", "g", { ...emptyTimeline("g"), ranges, last: list.length });
  };
  it.holds(...items);
  Object.assign(
    it,
    writingOf({
      store: it.store,
      keep: keepIn(backend),
      clock: it.clock,
      tabs: tab,
      newId: () => `n${++it.count}`,
      tell: (_id, frame) => it.live && it.sent.push(frame) > 0,
      complain: ({ code }) => it.said.push(code),
      rescued: () => it.said.push("rescued"),
    }),
  );
  await it.restore(ana.id);
  it.states = () => (it.store.state.acts.g ?? []).map(({ state }) => state);
  it.answers = (frame) => it.outgoing.answered("g", frame, null);
  it.draft = () => it.store.state.drafts.g ?? "";
  it.keptEdits = async () => {
    await settled();
    return (await backend.all("edits", ana.id)).map(({ text }) => text);
  };
  return it;
}

test("acts wait while there is no connection, and are sent once it is back, until answered", async () => {
  const it = await writing([message(1, ana)]);
  it.live = false;
  it.acts.edit("g", 1, "better");
  it.acts.react("g", 1, "👍", true);
  assert.deepEqual([it.sent, it.acts.busy("g")], [[], true]);
  it.live = true;
  it.outgoing.flush("g");
  const frames = [
    { type: "edit", request: "n1", message: 1, body: "better" },
    { type: "react", request: "n2", message: 1, emoji: "👍", on: true },
  ];
  assert.deepEqual(it.sent, frames);
  it.outgoing.unsure("g");
  it.outgoing.flush("g");
  assert.deepEqual(it.sent.slice(2), frames, "the same again after a lost connection");
  it.acts.done("g", "n1");
  it.acts.done("g", "n2");
  assert.equal(it.acts.busy("g"), false);
});

test("an edit that no answer came for is sent again after ten seconds", async () => {
  const it = await writing([message(1, ana)]);
  it.acts.edit("g", 1, "better");
  await it.clock.pass(11_000);
  assert.equal(it.sent.length, 2);
  it.acts.done("g", "n1");
  await it.clock.pass(30_000);
  assert.deepEqual([it.sent.length, it.states(), it.clock.waiting], [2, [], 0]);
});

test("a refused reaction is taken back and the reason shown; a refused edit keeps its text", async () => {
  const it = await writing([message(1, ana)]);
  it.acts.react("g", 1, "👍", true);
  it.answers({ type: "error", code: "too_many_reactions", message: "", request: "n1" });
  assert.deepEqual([it.states(), it.said], [[], ["too_many_reactions"]]);
  it.acts.edit("g", 1, "better");
  it.answers({ type: "error", code: "bad_message", message: "", request: "n2" });
  assert.deepEqual([it.states(), await it.keptEdits()], [["failed"], ["better"]]);
  it.edits.begin("g", 1);
  assert.equal(it.store.state.editing.g.text, "better", "the editor has what was not saved");
  it.edits.end("g");
  assert.deepEqual(await it.keptEdits(), []);
});

test("deleting what is deleted already is no complaint", async () => {
  const it = await writing([message(1, ana)]);
  it.acts.delete("g", 1);
  it.answers({ type: "error", code: "message_deleted", message: "", request: "n1" });
  assert.deepEqual([it.states(), it.said], [[], []]);
});

test("after a reload an edit that was not saved is there, to try again or to discard", async () => {
  const before = await writing([message(1, ana)]);
  before.acts.edit("g", 1, "better");
  await settled();
  const it = await writing([message(1, ana)], { backend: before.backend, first: 5 });
  const [act] = it.store.state.acts.g;
  assert.deepEqual([act.state, act.change.body, act.reason.code], ["failed", "better", "unsaved"]);
  assert.deepEqual(it.sent, [], "it is not sent by itself");
  it.acts.retry("g", act.request);
  assert.equal(it.sent[0].body, "better");
  it.acts.done("g", act.request);
  assert.deepEqual(await it.keptEdits(), []);
});

test("text is kept while it is typed, and goes when the editor is left or saved", async () => {
  const it = await writing([message(1, ana, "old")]);
  it.edits.begin("g", 1);
  assert.equal(it.edits.isChanged("g"), false);
  it.edits.type("g", "new text");
  assert.equal(it.edits.isChanged("g"), true);
  assert.deepEqual(await it.keptEdits(), ["new text"]);
  it.edits.end("g");
  assert.deepEqual([await it.keptEdits(), it.sent], [[], []]);
  it.edits.begin("g", 1);
  it.edits.type("g", "old  ");
  it.edits.save("g");
  assert.deepEqual(it.sent, [], "nothing has changed");
});

test("an edit of an edit that is on its way begins with that one", async () => {
  const it = await writing([message(1, ana, "one")]);
  it.acts.edit("g", 1, "two");
  it.edits.begin("g", 1);
  assert.equal(it.store.state.editing.g.text, "two");
  it.edits.save("g");
  assert.equal(it.sent.length, 1, "nothing has changed");
  assert.deepEqual(await it.keptEdits(), ["two"], "it is still on its way");
  it.edits.begin("g", 1);
  it.edits.type("g", "one");
  it.edits.save("g");
  assert.deepEqual([it.sent.length, it.sent[1].body], [2, "one"]);
});

test("when a message is deleted under its editor, the draft gets the text", async () => {
  for (const from of ["an event", "a refusal"]) {
    const it = await writing([message(1, ana, "old")]);
    it.drafts.write("g", "draft");
    it.edits.begin("g", 1);
    it.edits.type("g", "new text");
    if (from === "an event")
      it.outgoing.heard("g", [happening(2, ben, "deleted", { message: 1 })], 2);
    else {
      it.edits.save("g");
      it.answers({ type: "error", code: "message_deleted", message: "", request: "n1" });
    }
    assert.equal(it.draft(), "new text\ndraft", from);
    assert.deepEqual(it.said, ["rescued"]);
    assert.deepEqual(await it.keptEdits(), []);
  }
});

test("the last message that a person can edit is their own, and not deleted", async () => {
  const gone = message(3, ana, "", { deleted: { at: 1 } });
  const it = await writing([message(1, ana), message(2, ben), gone]);
  assert.equal(it.edits.last("g"), 1);
  it.holds(message(1, ben));
  assert.equal(it.edits.last("g"), null);
});

test("a reply is kept with the draft, in all tabs, and is posted with it", async () => {
  const tabs = browserTabs();
  const parent = message(1, ben, "shall we?");
  const it = await writing([parent], { tab: tabs() });
  const other = await writing([parent], { tab: tabs(), backend: it.backend });
  it.drafts.answer("g", replyTo(parent));
  it.drafts.write("g", "yes");
  assert.deepEqual(replyIn(other.store.state, "g"), replyIn(it.store.state, "g"));
  await settled();
  const again = await writing([parent], { backend: it.backend, first: 9 });
  assert.equal(replyIn(again.store.state, "g").preview, "shall we?");
  again.posts.post("g", "yes", replyIn(again.store.state, "g"));
  again.drafts.sent("g");
  assert.deepEqual(again.sent, [{ type: "post", client_id: "n10", body: "yes", reply_to: 1 }]);
  await settled();
  assert.deepEqual(await again.backend.all("drafts", ana.id), []);
  const later = await writing([parent], { backend: it.backend, first: 20 });
  assert.equal(later.sent[0].reply_to, 1, "an unsent reply is still a reply after a reload");
});

test("a reply follows an edit of what it answers, and ends when that is deleted", async () => {
  const parent = message(1, ben, "shall we?");
  const it = await writing([parent]);
  it.drafts.answer("g", replyTo(parent));
  it.outgoing.heard("g", [happening(2, ben, "edited", { message: 1, body: "must we?" })], 2);
  assert.equal(replyIn(it.store.state, "g").preview, "must we?");
  it.outgoing.heard("g", [happening(3, ben, "deleted", { message: 1 })], 3);
  assert.equal(replyIn(it.store.state, "g"), null);
});

test("a person who is put out of the conversation keeps the text of an edit", async () => {
  const it = await writing([message(1, ana)]);
  it.acts.edit("g", 1, "better");
  it.acts.react("g", 1, "👍", true);
  it.outgoing.failAll("g", "not_a_member");
  assert.deepEqual(it.states(), ["failed"]);
  assert.deepEqual(await it.keptEdits(), ["better"]);
});

// The text of edits: what the browser keeps of it, who gets it when the message goes, and what is
// never sent.

import assert from "node:assert/strict";
import test from "node:test";
import { initialState } from "../../public/app/state.ts";
import { Store } from "../../public/app/store.ts";
import { writingOf } from "../../public/app/writing.ts";
import { afterFrame, emptyTimeline } from "../../public/model/timeline.ts";
import { browserTabs, keepIn, memory } from "./keeping.mjs";
import {
  ana,
  ben,
  events,
  handClock,
  happening,
  message,
  page,
  settled,
  welcome,
} from "./world.mjs";

const live = { type: "live", head: 2 };
const held = (...more) =>
  [
    welcome({ head: 2 }),
    page(message(1, ana, "one"), message(2, ana, "two")),
    live,
    ...more,
  ].reduce((timeline, frame) => afterFrame(timeline, frame, { now: 0 }), emptyTimeline("g"));

/** Ana's page, always connected. */
function writing(backend = memory()) {
  const it = { sent: [], backend, count: 0, rescued: 0 };
  it.store = new Store({
    ...initialState,
    session: { phase: "in", you: ana, id: "s1", notice: null },
    conversations: { g: held() },
  });
  const { acts, edits, drafts } = writingOf({
    store: it.store,
    keep: keepIn(backend),
    clock: handClock(),
    tabs: browserTabs()(),
    newId: () => `n${++it.count}`,
    tell: (_id, frame) => it.sent.push(frame),
    complain() {},
    rescued: () => (it.rescued += 1),
  });
  return Object.assign(it, { acts, edits, drafts });
}
/** What the browser keeps: [[message, text]]. */
const kept = async (it) => {
  await settled();
  return (await it.backend.all("edits", ana.id)).map(({ message, text }) => [message, text]);
};
const long = "x".repeat(70_000);
const failed = async (text, backend = memory()) => {
  await backend.put("edits", { user: ana.id, conversation: "g", message: 1, text });
  const it = writing(backend);
  await it.acts.restore(ana.id);
  return it;
};

test("an edit that gives way to another leaves nothing behind", async () => {
  const it = writing();
  it.edits.begin("g", 1);
  it.edits.type("g", "a secret");
  it.edits.begin("g", 2);
  assert.deepEqual(await kept(it), []);
  assert.deepEqual(it.store.state.editing.g, { message: 2, text: "two" });
});

test("the answer to an edit does not take the text that is typed now", async () => {
  const it = writing();
  it.edits.begin("g", 1);
  it.edits.type("g", "first");
  it.edits.save("g");
  it.edits.begin("g", 1);
  it.edits.type("g", "second");
  it.acts.done("g", it.sent[0].request);
  assert.deepEqual(await kept(it), [[1, "second"]]);
});

test("an edit that fits into no frame is not sent, and fails", async () => {
  const it = await failed(long);
  const [{ request }] = it.store.state.acts.g;
  it.acts.retry("g", request);
  assert.deepEqual(it.sent, []);
  const [{ state, reason }] = it.store.state.acts.g;
  assert.deepEqual([state, reason.code], ["failed", "too_large"]);
});

test("what the page kept of an edit is cleaned before it is sent", async () => {
  const it = await failed("build \u001b[31mFAILED\r\n");
  it.acts.retry("g", it.store.state.acts.g[0].request);
  assert.deepEqual(
    it.sent.map(({ body }) => body),
    ["build FAILED"],
  );
});

test("when the message is deleted the draft gets the text of an edit that failed", async () => {
  const it = await failed("a long thought");
  it.store.put("conversations", "g", held(events(happening(3, ben, "deleted", { message: 1 }))));
  it.acts.heard("g");
  assert.deepEqual([it.store.state.drafts.g, it.rescued], ["a long thought", 1]);
  assert.deepEqual(await kept(it), []);
});

test("one's own deletion takes the kept text of an edit with it", async () => {
  const it = await failed("a long thought");
  it.acts.delete("g", 1);
  assert.deepEqual(await kept(it), []);
});

test("the box of an edit takes the focus once", () => {
  const it = writing();
  it.edits.begin("g", 1);
  assert.deepEqual([it.edits.takesFocus("g"), it.edits.takesFocus("g")], [true, false]);
});

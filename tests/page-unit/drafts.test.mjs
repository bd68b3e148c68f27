// What is being written: kept at each letter, the same in all tabs, and gone when it is sent.

import assert from "node:assert/strict";
import test from "node:test";
import { Drafts } from "../../public/app/drafts.ts";
import { draftIn, initialState } from "../../public/app/state.ts";
import { Store } from "../../public/app/store.ts";
import { browserTabs, keepIn, memory } from "./keeping.mjs";
import { ana, ben, settled } from "./world.mjs";

/** A browser: `opens(you)` is a page in a new tab of it, with what is kept of them. */
function browser() {
  const [tab, backend] = [browserTabs(), memory()];
  const keep = keepIn(backend);
  return {
    keep,
    backend,
    async opens(you = ana) {
      const store = new Store({ ...initialState, session: { phase: "in", you, id: "s1" } });
      const drafts = new Drafts({ store, keep, tabs: tab() });
      await drafts.restore(you.id);
      return { store, drafts, text: (id = "g") => draftIn(store.state, id) };
    },
  };
}

test("a draft survives a reload, each conversation's for itself", async () => {
  const it = browser();
  const page = await it.opens();
  page.drafts.write("g", "dear");
  page.drafts.write("h", "hello");
  page.drafts.write("h", "");
  const again = await it.opens();
  assert.deepEqual([again.text("g"), again.text("h")], ["dear", ""]);
});

test("another person does not see it", async () => {
  const it = browser();
  const page = await it.opens();
  const other = await it.opens(ben);
  page.drafts.write("g", "dear");
  assert.deepEqual([other.text(), (await it.opens(ben)).text()], ["", ""]);
});

test("a draft that was typed in one tab and sent there does not come back in another", async () => {
  const it = browser();
  const [one, two] = [await it.opens(), await it.opens()];
  one.drafts.write("g", "dear");
  assert.equal(two.text(), "dear");
  one.drafts.write("g", "");
  two.drafts.write("h", "other");
  assert.deepEqual([two.text(), (await it.opens()).text()], ["", ""]);
});

test("only the tab in which a draft is typed writes it", async () => {
  const it = browser();
  const [one, two] = [await it.opens(), await it.opens()];
  one.drafts.write("g", "dear");
  await settled();
  await it.keep.keepDraft({ user: ana.id, conversation: "g", text: "" });
  two.drafts.write("g", "dear");
  await settled();
  assert.deepEqual(await it.keep.drafts(ana.id), [], "it shows what it heard, and typed nothing");
});

test("what is typed while the kept drafts load is newer", async () => {
  const it = browser();
  await it.keep.keepDraft({ user: ana.id, conversation: "g", text: "old" });
  const page = await it.opens();
  const loading = page.drafts.restore(ana.id);
  page.drafts.write("g", "");
  await loading;
  assert.equal(page.text(), "");
});

test("what another person left is removed, once", async () => {
  const it = browser();
  assert.equal(await it.keep.claim(ana.id), false, "nobody was here before");
  (await it.opens()).drafts.write("g", "dear");
  assert.equal(await it.keep.claim(ana.id), false);
  assert.equal((await it.opens()).text(), "dear");
  assert.equal(await it.keep.claim(ben.id), true);
  assert.equal((await it.opens()).text(), "");
});

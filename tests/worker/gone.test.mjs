// Deleted means gone: the words of a deleted message, and the old wording of an edited one, are not
// in the database file of the conversation, nor in its write-ahead log, nor in the search index.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { after, before, test } from "node:test";
import { databaseFile } from "../support/files.mjs";
import { GENEROUS } from "../support/generous.mjs";
import { groupOfTwo } from "../support/people.mjs";
import { startWorld } from "../support/world.mjs";

/** Enough for many pages of the database. */
const MESSAGES = 600;

let world;
before(async () => (world = await startWorld({ vars: GENEROUS })));
after(() => world.stop());

test("no deleted and no replaced word is in the file, wherever its row was moved", async (context) => {
  const { anna, group } = await groupOfTwo(world);
  const hers = await anna.open(group);
  const gone = new Map();
  const word = (nth, what) => `${what}w${nth * 7919}x${what}`;
  const long = (nth, what) => (nth * (what === "mid" ? 3 : 5)) % 70;
  const body = (nth) => `${word(nth, "old")} ${"lorem ".repeat(nth % 40)}`;
  for (let nth = 1; nth <= MESSAGES; nth += 1)
    hers.say({ type: "post", client_id: `c${nth}`, body: body(nth) });
  await hers.said(body(MESSAGES));
  const seqOf = (nth) => hers.events.find(({ client_id }) => client_id === `c${nth}`).seq;
  // From here on the index has all messages.
  const searched = await anna.get(`/api/conversations/${group}/search?q=${word(7, "old")}`);
  assert.deepEqual(
    searched.results.map(({ seq }) => seq),
    [seqOf(7)],
  );
  const acts = [];
  for (let nth = 1; nth <= MESSAGES; nth += 1) {
    if (nth % 4 === 0) {
      // Every other one twice, and the second wording often outgrows the room of the first.
      const wordings = nth % 8 === 0 ? ["mid", "new"] : ["new"];
      for (const what of wordings)
        acts.push({
          type: "edit",
          nth,
          body: `${word(nth, what)} ${"ipsum ".repeat(long(nth, what))}`,
        });
      gone.set(nth, [word(nth, "old"), word(nth, "mid")]);
    }
    if (nth % 3 === 0) acts.push({ type: "delete", nth });
  }
  for (const { nth, ...act } of acts) hers.say({ ...act, request: `r${nth}`, message: seqOf(nth) });
  for (const { type, nth } of acts) {
    if (type === "delete") gone.set(nth, [word(nth, "old"), word(nth, "mid"), word(nth, "new")]);
  }
  const last = acts.at(-1);
  const kinds = { edit: "edited", delete: "deleted" };
  await hers.event(({ kind, message }) => kind === kinds[last.type] && message === seqOf(last.nth));
  await hers.close();
  const file = await databaseFile(world, "ConversationObject", group);
  await world.evict("ConversationObject", group, "close");
  const files = [file, `${file}-wal`].filter(existsSync);
  const text = files.map((name) => readFileSync(name, "latin1")).join("");
  const kept = word(1, "old");
  assert.ok(text.includes(kept), "the search finds what is still there");
  const found = [...gone].flatMap(([nth, words]) =>
    words.filter((one) => text.includes(one)).map((one) => [nth, one]),
  );
  context.diagnostic(`${gone.size} messages deleted or edited, ${found.length} words found`);
  assert.deepEqual(found, []);
  const database = new DatabaseSync(file, { readOnly: true });
  const { entries } = database.prepare("SELECT count(*) AS entries FROM words_docsize").get();
  database.close();
  assert.equal(entries, MESSAGES - Math.floor(MESSAGES / 3), "entries of the search index");
  for (const nth of [3, 4, 8, 12]) {
    for (const one of gone.get(nth)) {
      const { results } = await anna.get(`/api/conversations/${group}/search?q=${one}`);
      assert.deepEqual(results, [], one);
    }
  }
});

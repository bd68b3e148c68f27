// Searching on real workerd: the fixture that the native tests pass, filters, pages, who may, what
// it costs, and hostile queries.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { GENEROUS } from "../support/generous.mjs";
import { metered, quiet } from "../support/meter.mjs";
import { people } from "../support/people.mjs";
import { startWorld } from "../support/world.mjs";

const FIXTURE = new URL("../search/fixture.json", import.meta.url);

let world;
before(async () => (world = await startWorld({ vars: { ...GENEROUS, METER: "on" } })));
after(() => world.stop());

const query = (q, more = {}) => `?${new URLSearchParams({ q, ...more })}`;
const search = (who, id, q, more) => who.get(`/api/conversations/${id}/search${query(q, more)}`);
const everywhere = (who, q, more) => who.get(`/api/search${query(q, more)}`);
/** A snippet with brackets around its hits. */
const shown = ({ snippet }) => snippet.map(({ text, hit }) => (hit ? `[${text}]` : text)).join("");
const bodies = ({ results }) => results.map((one) => one.snippet.map(({ text }) => text).join(""));
const code = (asked) => asked.then(() => "done").catch((refusal) => refusal.code);

test("what the native tests find is found here, too", async () => {
  const wrong = [];
  for (const sample of JSON.parse(readFileSync(FIXTURE, "utf8"))) {
    // Each body has a searcher of its own, because a person may search only so fast.
    const [anna] = await people(world, "anna");
    const group = await anna.group();
    await anna.post(group, sample.body);
    for (const [q, wanted] of Object.entries(sample.finds)) {
      const { results } = await search(anna, group, q);
      const found = results.map(shown).join("\n");
      if (!found.includes(wanted)) wrong.push(`${q} → ${found}, not ${wanted}`);
    }
    for (const q of sample.misses) {
      const found = await search(anna, group, q).catch(({ code }) => code);
      if (found !== "bad_search" && found.results.length > 0) wrong.push(`${q} → found`);
    }
  }
  assert.deepEqual(wrong, []);
});

test("filters by person, day, link and reaction, newest first, page by page", async () => {
  const [anna, ben] = await people(world, "anna", "ben");
  const group = await anna.group();
  await ben.join(group);
  for (let nth = 1; nth <= 45; nth += 1) await anna.post(group, `owl number ${nth}`);
  const { event } = await ben.post(group, "an owl at https://owls.example.org");
  await ben.ask(
    "PUT",
    `/api/conversations/${group}/messages/${event.seq}/reactions/${encodeURIComponent("👍")}`,
  );
  const [seqs, pages] = [[], []];
  for (let before; pages.length === 0 || before;) {
    const page = await search(ben, group, `owl from:${anna.handle}`, before && { before });
    pages.push(page.results.length);
    seqs.push(...page.results.map(({ seq }) => seq));
    before = page.next;
  }
  assert.deepEqual(pages, [20, 20, 5]);
  assert.deepEqual(
    seqs,
    [...new Set(seqs)].sort((one, other) => other - one),
  );
  const only = async (q, more) => bodies(await search(anna, group, q, more));
  const his = ["an owl at https://owls.example.org"];
  for (const q of [`from:@${ben.handle}`, "owl has:link", "has:reaction", "has:link has:reaction"])
    assert.deepEqual(await only(q), his, q);
  assert.deepEqual(await only("from:nobody owl"), []);
  const day = new Date().toISOString().slice(0, 10);
  assert.equal((await only(`on:${day} owl`)).length, 20);
  assert.equal((await only(`on:${day}`)).length, 20);
  assert.deepEqual(await only(`after:${day} owl`), []);
  assert.deepEqual(await only(`before:${day} owl`), []);
  assert.deepEqual(await only("owl in:elsewhere"), []);
});

test("an edited message is found by its new words, a deleted one by none", async () => {
  const [anna] = await people(world, "anna");
  const group = await anna.group();
  const { event: first } = await anna.post(group, "the first wording");
  const { event: second } = await anna.post(group, "the second wording");
  assert.equal((await search(anna, group, "wording")).results.length, 2);
  const path = (seq) => `/api/conversations/${group}/messages/${seq}`;
  await anna.ask("PATCH", path(first.seq), { body: "something else" });
  await anna.ask("DELETE", path(second.seq));
  assert.deepEqual(bodies(await search(anna, group, "wording")), []);
  assert.deepEqual(bodies(await search(anna, group, "something")), ["something else"]);
  assert.deepEqual(bodies(await search(anna, group, `from:${anna.handle}`)), ["something else"]);
});

test("whoever is not in a conversation finds nothing of it", async () => {
  const [anna, ben, cleo] = await people(world, "anna", "ben", "cleo");
  const group = await anna.group("Owls", "public");
  await ben.join(group);
  await anna.post(group, "a secret of owls");
  assert.equal((await everywhere(ben, "secret")).conversations.length, 1);
  assert.equal(await code(search(cleo, group, "secret")), "not_found");
  assert.deepEqual((await everywhere(cleo, "secret")).conversations, []);
  await ben.leave(group);
  assert.equal(await code(search(ben, group, "secret")), "not_found");
  assert.deepEqual((await everywhere(ben, "secret")).conversations, []);
});

test("a search over all conversations asks 40 at a time, and knows them by name", async (context) => {
  const GROUPS = 43;
  const [anna, ben] = await people(world, "anna", "ben");
  const direct = await anna.direct(ben);
  await ben.post(direct, "needle in the direct one");
  for (let nth = 0; nth < GROUPS; nth += 1) {
    const group = await anna.group(`Haystack ${nth}`);
    if (nth % 10 === 0) await anna.post(group, `needle ${nth}`);
  }
  const found = [];
  let [cursor, pages] = [undefined, 0];
  do {
    const page = await everywhere(anna, "needle", cursor && { cursor });
    found.push(...page.conversations);
    [cursor, pages] = [page.next, pages + 1];
  } while (cursor);
  assert.equal(pages, 2);
  const titles = found.map(({ title, found: { results } }) => `${title}: ${results.length}`);
  const wanted = [0, 10, 20, 30, 40].map((nth) => `Haystack ${nth}: 1`);
  assert.deepEqual(titles.sort(), [...wanted, `${ben.handle}: 1`].sort());
  const names = async (q) => (await everywhere(anna, q)).conversations.map(({ title }) => title);
  assert.deepEqual(await names('needle in:"haystack 10"'), ["Haystack 10"]);
  assert.deepEqual(await names(`needle in:@${ben.handle}`), [ben.handle]);
  assert.deepEqual(await names("needle in:nowhere"), []);
  const { conversations } = await everywhere(ben, "needle");
  assert.deepEqual(
    conversations.map(({ conversation }) => conversation),
    [direct],
  );
  context.diagnostic(`${pages} pages for ${GROUPS + 1} conversations`);
});

test("no query breaks out of its place, and each bad one is refused with a reason", async () => {
  const [anna] = await people(world, "anna");
  const group = await anna.group();
  await anna.post(group, "plain words, and AND OR NOT NEAR");
  const odd = ['"', '""', "*", "a*", "words:plain", "tokens : x", 'x" OR "plain', "NEAR(a b)"];
  odd.push(
    "plain AND",
    "-plain",
    "^plain",
    "{tokens} : plain",
    "a + b",
    "'; DROP TABLE words",
    "(",
  );
  odd.push("\0plain\0", "\u202eplain", "שלום", "e\u0301".repeat(90), "x".repeat(200), "\\", "%_");
  for (const q of odd) {
    const answer = await code(search(anna, group, q));
    assert.ok(
      ["done", "bad_search", "too_fast"].includes(answer),
      `${JSON.stringify(q)}: ${answer}`,
    );
  }
  const [ben] = await people(world, "ben");
  await ben.join(group);
  assert.equal((await search(ben, group, "plain")).results.length, 1);
  assert.equal((await search(ben, group, "\ud800 plain")).results.length, 1);
  for (const q of [
    "",
    " ",
    "x".repeat(201),
    "x".repeat(10_000),
    "on:2026-02-30",
    "has:owl",
    "in:x",
  ])
    assert.equal(await code(search(ben, group, q)), "bad_search", q.slice(0, 20));
  for (const q of ["", "on:x"]) assert.equal(await code(everywhere(ben, q)), "bad_search");
  const path = `/api/conversations/${group}/search`;
  for (const bad of ["", "?q=x&limit=3", "?q=x&before=y", "?q=x&q=y"])
    assert.equal(await code(ben.get(path + bad)), "bad_request", bad);
  assert.equal(await code(everywhere(ben, "x", { cursor: "1.x" })), "bad_request");
});

test("who searches too much is told when to go on", async () => {
  const [anna] = await people(world, "anna");
  const group = await anna.group();
  let refusal;
  for (let nth = 0; nth < 40 && !refusal; nth += 1)
    refusal = await search(anna, group, "x").then(
      () => null,
      (it) => it,
    );
  assert.equal(refusal.code, "too_fast");
  assert.ok(refusal.retry_after > 0);
  [refusal] = [];
  for (let nth = 0; nth < 70 && !refusal; nth += 1) {
    // The budget outlives the object's memory.
    if (nth === 50) await world.evict("UserObject", anna.id, "close");
    refusal = await everywhere(anna, "x").then(
      () => null,
      (it) => it,
    );
  }
  assert.equal(refusal.code, "too_fast");
});

test("filling the index costs a row a message, and nothing while people talk", async (context) => {
  const MESSAGES = 400;
  const [anna] = await people(world, "anna");
  const group = await anna.group();
  const line = await anna.open(group);
  await line.post("before");
  await quiet(world);
  world.harness.clearLogs();
  for (let nth = 0; nth < MESSAGES; nth += 1) await line.post(`message ${nth} of owls and mice`);
  const posting = metered(world, "ConversationActor").written / MESSAGES;
  world.harness.clearLogs();
  const { results } = await search(anna, group, `"message ${MESSAGES - 1}"`);
  assert.equal(results.length, 1);
  const filling = metered(world, "ConversationActor").written / MESSAGES;
  context.diagnostic(`${posting} rows a message posted, ${filling} rows a message in the index`);
  assert.ok(posting <= 2.05, `${posting} rows`);
  assert.ok(filling <= 1.02, `${filling} rows`);
  world.harness.clearLogs();
  await search(anna, group, "owls");
  assert.equal(metered(world, "ConversationActor").written, 0);
});

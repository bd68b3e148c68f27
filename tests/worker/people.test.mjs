// The list of people: pages, prefixes, who is online.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { eventually } from "../support/eventually.mjs";
import { GENEROUS } from "../support/generous.mjs";
import { people, person } from "../support/people.mjs";
import { startWorld } from "../support/world.mjs";

let world;
let anna;
before(async () => {
  world = await startWorld({ vars: GENEROUS });
  anna = await person(world, "anna");
});
after(() => world.stop());

const handles = ({ people }) => people.map(({ handle }) => handle);
const find = async (who, prefix) =>
  (await anna.get(`/api/people?prefix=${prefix}`)).people.find(({ id }) => id === who.id);

/** Adds accounts that nobody signs in to, straight into the database. */
async function crowd(names) {
  const { DB } = await world.env();
  const add = DB.prepare(
    "INSERT INTO accounts (id, handle, handle_key, password_hash, created_at) VALUES (?, ?, ?, '', 0)",
  );
  const id = (nth) => `u${String(nth).padStart(20, "0")}`;
  const key = (name) => name.replaceAll("0", "o").replace(/[1i]/g, "l").replace(/[._]/g, "-");
  await DB.batch(names.map((name, nth) => add.bind(id(nth), name, key(name))));
}

test("everybody is listed by handle, 30 a page, nobody twice and nobody left out", async () => {
  const names = Array.from(
    { length: 70 },
    (_, nth) => `crowd.${String.fromCharCode(97 + (nth % 26))}${nth}x`,
  );
  await crowd(names);
  const seen = [];
  const sizes = [];
  for (let next = ""; next !== undefined;) {
    const page = await anna.get(`/api/people?prefix=crowd&after=${next}`);
    seen.push(...handles(page));
    sizes.push(page.people.length);
    next = page.next;
  }
  assert.deepEqual(sizes, [30, 30, 10]);
  assert.deepEqual([...seen].sort(), [...names].sort());
});

test("a prefix finds names by similar characters too, and one's own name", async () => {
  const [leo] = await people(world, "L1am.0");
  for (const prefix of ["liam", "LIAM_O", "l1am-0", "1iam"])
    assert.ok(await find(leo, prefix), prefix);
  assert.ok(await find(anna, "anna"));
  for (const nobody of ["zzz", "liamx", "%25", "_", "%F0%9F%90%AD", "'"]) {
    assert.deepEqual(await anna.get(`/api/people?prefix=${nobody}`), { people: [] }, nobody);
  }
});

test("an invalid cursor or prefix is refused", async () => {
  for (const query of [
    "after=%F0%9F%90%AD",
    "after=-",
    `prefix=${"a".repeat(33)}`,
    "page=2",
    "prefix=a&prefix=b",
  ]) {
    await assert.rejects(
      anna.get(`/api/people?${query}`),
      { status: 400, code: "bad_request" },
      query,
    );
  }
});

test("a person is online while one of their sockets is open, and has a last-seen time afterwards", async () => {
  const [ben] = await people(world, "ben");
  assert.deepEqual(
    [(await find(ben, "ben")).online, "seen_at" in (await find(ben, "ben"))],
    [false, false],
  );
  const inbox = await ben.openInbox();
  await eventually(async () => (await find(ben, "ben")).online);
  await inbox.close();
  await eventually(async () => !(await find(ben, "ben")).online);
  assert.ok((await find(ben, "ben")).seen_at > Date.now() - 60_000);
});

test("a disabled account is not listed", async () => {
  const [carl] = await people(world, "carl");
  const { DB } = await world.env();
  await DB.prepare("UPDATE accounts SET disabled_at = 1 WHERE id = ?").bind(carl.id).run();
  assert.equal(await find(carl, "carl"), undefined);
});

test("strangers get no list", async () => {
  assert.equal((await world.fetch("/api/people")).status, 401);
});

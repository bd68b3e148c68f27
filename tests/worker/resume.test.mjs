// Resuming: from any cursor, everything missed in order, then live; or an explicit reset. Sleep and
// crashes lose nothing.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { GENEROUS } from "../support/generous.mjs";
import { groupOfTwo, newId } from "../support/people.mjs";
import { startWorld } from "../support/world.mjs";

let world;
before(async () => (world = await startWorld({ vars: GENEROUS })));
after(() => world.stop());

async function pair() {
  const { anna, ben, group } = await groupOfTwo(world);
  return { anna, ben, group, hers: await anna.open(group), his: await ben.open(group) };
}

test("a client that was cut off gets what it missed, in order, then new events", async () => {
  const { ben, group, hers, his } = await pair();
  await hers.post("heard");
  await his.said("heard");
  const since = his.last;
  await his.cut();
  for (let nth = 0; nth < 230; nth += 1)
    hers.say({ type: "post", client_id: `m${nth}`, body: `missed ${nth}` });
  await hers.said("missed 229");
  const again = await ben.line(`/conversations/${group}/socket?since=${since}`);
  assert.equal((await again.next("live")).head, since + 230);
  assert.deepEqual(
    again.events.map(({ seq }) => seq),
    Array.from({ length: 230 }, (_, nth) => since + 1 + nth),
  );
  await hers.post("and then");
  await again.said("and then");
});

test("a cursor at the head gives only new events", async () => {
  const { ben, group, hers } = await pair();
  await hers.post("one");
  const again = await ben.open(group, `?since=${hers.last}`);
  assert.equal(again.events.length, 0);
  await hers.post("two");
  assert.equal((await again.said("two")).seq, hers.last);
});

test("an invalid cursor gives an explicit reset, then the latest page", async () => {
  const { ben, group, hers } = await pair();
  await hers.post("one");
  const cases = [
    [`?since=${hers.last + 1}`, "future"],
    ["?since=9007199254740992", "future"],
    ["?since=9007199254740993", "garbage"],
    ["?since=-1", "garbage"],
    ["?since=1.5", "garbage"],
    ["?since=", "garbage"],
    ["?since=abc", "garbage"],
    ["?since=2&epoch=another", "epoch"],
  ];
  for (const [query, reason] of cases) {
    const line = await ben.line(`/conversations/${group}/socket${query}`);
    assert.equal((await line.next("reset")).reason, reason, query);
    assert.equal((await line.next("live")).head, hers.last);
    assert.deepEqual(
      line.events.map(({ seq }) => seq),
      [1, 2, 3],
    );
    await line.close();
  }
  const whole = await ben.open(group, "?since=0");
  assert.deepEqual(
    whole.events.map(({ seq }) => seq),
    [1, 2, 3],
  );
  const { epoch } = whole.frames[0].conversation;
  assert.equal((await ben.open(group, `?since=3&epoch=${epoch}`)).events.length, 0);
});

test("pages of the timeline meet without gap or overlap, both ways", async () => {
  const { ben, group, hers } = await pair();
  for (let nth = 0; nth < 120; nth += 1)
    hers.say({ type: "post", client_id: `p${nth}`, body: `${nth}` });
  await hers.said("119");
  const path = `/api/conversations/${group}`;
  const whole = Array.from({ length: 122 }, (_, nth) => nth + 1);
  const seqs = ({ items }) => items.map(({ seq }) => seq);
  let page = await ben.get(`${path}/timeline?limit=50`);
  assert.deepEqual([page.from, page.to, page.head], [73, 122, 122], "the latest");
  const back = seqs(page);
  while (page.from > 1) {
    const { from } = page;
    page = await ben.get(`${path}/timeline?limit=50&before=${from}`);
    assert.equal(page.to, from - 1);
    back.unshift(...seqs(page));
  }
  assert.deepEqual(back, whole);
  page = await ben.get(`${path}/timeline?limit=50&around=60`);
  assert.ok(page.from < 40 && page.to > 80, `${page.from} to ${page.to}`);
  const on = seqs(page);
  while (page.to < page.head) {
    const { to } = page;
    page = await ben.get(`${path}/timeline?limit=50&after=${to}`);
    assert.equal(page.from, to + 1);
    on.push(...seqs(page));
  }
  assert.deepEqual(on, whole.slice(on[0] - 1));
  const { events } = await ben.get(`${path}/events?after=120`);
  assert.deepEqual(
    events.map(({ seq }) => seq),
    [121, 122],
  );
});

test("sleeping between messages loses nothing: 20 evictions with sockets open", async () => {
  const { ben, group, hers, his } = await pair();
  const inbox = await ben.openInbox();
  for (let nth = 0; nth < 20; nth += 1) {
    await world.evict("ConversationObject", group);
    await world.evict("UserObject", ben.id);
    await hers.post(`after sleep ${nth}`);
    await his.said(`after sleep ${nth}`);
  }
  await inbox.entry((entry) => entry.unread > 0);
  await ben.ask("POST", `/api/conversations/${group}/seen`, { seq: his.last });
  await inbox.entry((entry) => entry.unread === 0);
});

test("a client_id is remembered through sleep and crashes", async () => {
  const { anna, group, hers } = await pair();
  const id = newId();
  const first = await hers.post("once", id);
  await world.evict("ConversationObject", group);
  assert.deepEqual((await anna.post(group, "once", id)).event, first);
  await world.crash();
  assert.deepEqual((await anna.post(group, "once", id)).event, first);
});

// The third way: a poll answers what a socket opened at that moment would have sent.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { GENEROUS } from "../support/generous.mjs";
import { groupOfTwo, newId, people } from "../support/people.mjs";
import { startWorld } from "../support/world.mjs";

let world;
before(async () => (world = await startWorld({ vars: GENEROUS })));
after(() => world.stop());

const types = ({ frames }) => frames.map(({ type }) => type);

async function pair() {
  const { anna, ben, group } = await groupOfTwo(world);
  const poll = (query = "") => ben.get(`/conversations/${group}/poll${query}`);
  return { anna, ben, group, poll };
}

test("the first poll brings the latest page, the next what came since", async () => {
  const { anna, group, poll } = await pair();
  const first = await poll();
  assert.deepEqual(types(first), ["welcome", "page", "live"]);
  const { conversation, head } = first.frames[0];
  assert.equal(first.frames[1].to, head);
  const since = `?since=${head}&epoch=${conversation.epoch}`;
  assert.deepEqual(types(await poll(since)), ["welcome", "live"]);
  const { event } = await anna.post(group, "to whoever polls");
  const next = await poll(since);
  assert.deepEqual([types(next), next.frames[1].events], [["welcome", "events", "live"], [event]]);
});

test("without news the answer is the same", async () => {
  const { poll } = await pair();
  const { conversation, head } = (await poll()).frames[0];
  const since = `?since=${head}&epoch=${conversation.epoch}`;
  assert.deepEqual(await poll(since), await poll(since));
});

test("an answer that cannot hold everything has no live frame", async () => {
  const { anna, group, poll } = await pair();
  const line = await anna.open(group);
  for (let nth = 0; nth < 230; nth += 1)
    line.say({ type: "post", client_id: newId(), body: `${nth}` });
  await line.said("229");
  const seqs = [];
  for (let since = 0, live = false; !live;) {
    const { frames } = await poll(`?since=${since}`);
    const events = frames.find(({ type }) => type === "events")?.events ?? [];
    seqs.push(...events.map(({ seq }) => seq));
    live = frames.at(-1).type === "live";
    assert.ok(live || events.length > 0, "the answer has a cursor to continue from");
    since = seqs.at(-1);
  }
  assert.deepEqual(
    seqs,
    Array.from({ length: 232 }, (_, nth) => nth + 1),
  );
});

test("an invalid cursor gives a reset and the latest page", async () => {
  const { poll } = await pair();
  for (const [query, reason] of [
    ["?since=99", "future"],
    ["?since=", "garbage"],
    ["?since=1&epoch=x", "epoch"],
  ]) {
    const { frames } = await poll(query);
    assert.deepEqual(types({ frames }), ["welcome", "reset", "page", "live"], query);
    assert.equal(frames[1].reason, reason);
  }
});

test("a stranger gets nothing, as on a socket", async () => {
  const { ben, group, poll } = await pair();
  const [cleo] = await people(world, "cleo");
  await assert.rejects(cleo.get(`/conversations/${group}/poll`), { code: "not_found" });
  await ben.leave(group);
  await assert.rejects(poll(), { code: "not_found" });
});

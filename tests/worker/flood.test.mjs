// Too fast, too large, too often: first refused, then closed, and nobody else notices.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { GENEROUS } from "../support/generous.mjs";
import { people } from "../support/people.mjs";
import { startWorld } from "../support/world.mjs";

let world;
// The rates of wrangler.toml: 20 messages at once, then 2 per second.
before(
  async () =>
    (world = await startWorld({ vars: { ...GENEROUS, POST_BURST: "20", POST_PER_SECOND: "2" } })),
);
after(() => world.stop());

test("a burst of 20 is stored, the rest is refused with a retry time, and going on closes with 4008", async () => {
  const [anna, ben] = await people(world, "anna", "ben");
  const group = await anna.group();
  await ben.join(group);
  const [hers, his] = [await anna.open(group), await ben.open(group)];
  for (let nth = 0; nth < 200; nth += 1)
    hers.say({ type: "post", client_id: `m${nth}`, body: `${nth}` });
  const refusal = await hers.next("error");
  assert.deepEqual(
    [refusal.code, refusal.retry_after >= 1, /^m\d+$/.test(refusal.client_id)],
    ["too_fast", true, true],
  );
  assert.equal((await hers.closed).code, 4008);
  const heard = hers.events.filter(({ kind }) => kind === "message").length;
  assert.ok(heard >= 20 && heard <= 40, `${heard} were heard`);
  await his.post("and ben talks on");
  assert.deepEqual(
    his.events.filter(({ author }) => author === anna.id).length,
    heard + 1,
    "and the event that created the group",
  );
});

test("the same limit holds over HTTP, with Retry-After", async () => {
  const [anna] = await people(world, "anna");
  const group = await anna.group();
  const answers = await Promise.allSettled(
    Array.from({ length: 30 }, (_, nth) => anna.post(group, `${nth}`)),
  );
  const refused = answers.filter(({ status }) => status === "rejected").map(({ reason }) => reason);
  assert.ok(refused.length >= 5, `${refused.length} refused`);
  for (const { code, status, retry_after } of refused)
    assert.deepEqual([code, status, retry_after >= 1], ["too_fast", 429, true]);
});

test("reading back has a budget of its own", async () => {
  const [anna] = await people(world, "anna");
  const group = await anna.group();
  await Promise.allSettled(Array.from({ length: 30 }, (_, nth) => anna.post(group, `${nth}`)));
  assert.ok((await anna.get(`/api/conversations/${group}/timeline`)).items.length > 20);
});

test("on the user socket a large frame closes with 1009, and endless nonsense with 4008", async () => {
  const [anna] = await people(world, "anna");
  const large = await anna.openInbox();
  large.say("x".repeat(5_000_000));
  assert.equal((await large.closed).code, 1009);
  const noisy = await anna.openInbox();
  for (let nth = 0; nth < 200; nth += 1) noisy.say("nonsense");
  assert.equal((await noisy.next("error")).code, "bad_request");
  assert.equal((await noisy.closed).code, 4008);
});

test("joining and leaving without end is refused; leaving never is", async () => {
  const [anna, ben] = await people(world, "anna", "ben");
  const group = await anna.group();
  const refusals = [];
  for (let nth = 0; nth < 40; nth += 1) {
    await ben.join(group).catch((error) => refusals.push(error.code));
    await ben.leave(group).catch((error) => assert.equal(error.code, "not_found"));
  }
  assert.ok(refusals.length > 0 && refusals.every((code) => code === "too_fast"), String(refusals));
});

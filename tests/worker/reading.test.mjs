// Unread counts and read cursors: the same on every tab and device.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { eventually } from "../support/eventually.mjs";
import { GENEROUS } from "../support/generous.mjs";
import { groupOfTwo } from "../support/people.mjs";
import { startWorld } from "../support/world.mjs";

let world;
before(async () => (world = await startWorld({ vars: GENEROUS })));
after(() => world.stop());

async function pair() {
  const { anna, ben, group } = await groupOfTwo(world);
  await eventually(() => ben.entry(group)); // From here on his object is told what is new, and needs not ask.
  return { anna, ben, group, hers: await anna.open(group) };
}

test("who is not focused is nudged through their user socket, and reading clears it on every device", async () => {
  const { ben, group, hers } = await pair();
  const [phone, laptop] = [await ben.desk(), await (await ben.again()).desk()];
  await hers.post("are you there?");
  for (const desk of [phone, laptop]) {
    const entry = await desk.entry((entry) => entry.unread === 1);
    assert.deepEqual([entry.conversation, entry.last.preview], [group, "are you there?"]);
  }
  await ben.ask("POST", `/api/conversations/${group}/seen`, { seq: hers.last });
  for (const desk of [phone, laptop]) assert.equal((await desk.entry((entry) => entry.unread === 0)).read, hers.last);
});

test("what comes right after a nudge is counted by the next one, with nobody doing anything", async () => {
  const { ben, hers } = await pair();
  const desk = await ben.desk();
  for (const body of ["one", "two", "three"]) await hers.post(body);
  await desk.entry((entry) => entry.unread === 1);
  await desk.entry((entry) => entry.unread === 3);
});

test("a socket that is open but not looked at still counts unread; focused reads everything", async () => {
  const { ben, group, hers } = await pair();
  const desk = await ben.desk();
  const his = await ben.open(group);
  await hers.post("one");
  await desk.entry((entry) => entry.unread === 1);
  his.say({ type: "focus", focused: true });
  await desk.entry((entry) => entry.unread === 0);
  assert.equal((await hers.next("read", ({ user }) => user === ben.id)).seq, hers.last);
  await hers.post("two, read as it arrives");
  await his.said("two, read as it arrives");
  his.say({ type: "focus", focused: false });
  await eventually(async () => (await ben.entry(group)).read === hers.last);
  await hers.post("three");
  await desk.entry((entry) => entry.unread === 1);
});

test("who comes home is shown what was said while nobody was, though both objects were lost meanwhile", async () => {
  const { ben, group, hers } = await pair();
  for (const body of ["one", "two", "three"]) await hers.post(body);
  await world.evict("ConversationObject", group);
  await world.evict("UserObject", ben.id);
  const desk = await ben.desk();
  await desk.entry((entry) => entry.unread === 3);
  await hers.post("four");
  await desk.entry((entry) => entry.unread === 4);
});

test("who only asks over HTTP is answered once the conversations were asked", async () => {
  const { ben, group, hers } = await pair();
  for (const body of ["one", "two", "three"]) await hers.post(body);
  await eventually(async () => (await ben.entry(group)).unread === 3);
});

test("who posts has read what was said before", async () => {
  const { anna, ben, group, hers } = await pair();
  await hers.post("one");
  await hers.post("two");
  await ben.post(group, "mine");
  await eventually(async () => (await ben.entry(group))?.unread === 0);
  await eventually(async () => (await anna.entry(group))?.unread === 1);
});

test("reading never goes back, and never past the end", async () => {
  const { ben, group, hers } = await pair();
  for (const body of ["one", "two", "three"]) await hers.post(body);
  const seen = (seq) => ben.ask("POST", `/api/conversations/${group}/seen`, { seq });
  await seen(9_007_199_254_740_991);
  await eventually(async () => (await ben.entry(group)).read === hers.last);
  await seen(1);
  await hers.post("four");
  await eventually(async () => (await ben.entry(group)).unread === 1);
});

test("ten tabs of one person agree on every message, in one order, and on what is unread", async () => {
  const { anna, ben, group, hers } = await pair();
  const tabs = await Promise.all(Array.from({ length: 10 }, () => ben.open(group)));
  const desks = await Promise.all(Array.from({ length: 10 }, () => ben.desk()));
  for (let nth = 0; nth < 30; nth += 1) {
    hers.say({ type: "post", client_id: `anna-${nth}`, body: `from anna ${nth}` });
    tabs[nth % 10].say({ type: "post", client_id: `ben-${nth}`, body: `from ben ${nth}` });
  }
  const logs = await Promise.all([hers, ...tabs].map(async (line) => {
    await line.until(() => line.events.length >= 62, "62 events");
    return JSON.stringify(line.events);
  }));
  assert.equal(new Set(logs).size, 1);
  await ben.ask("POST", `/api/conversations/${group}/seen`, { seq: 62 });
  for (const desk of desks) await desk.entry((entry) => entry.head === 62 && entry.unread === 0);
  tabs[3].say({ type: "focus", focused: true });
  await anna.post(group, "seen on tab 3");
  await tabs[3].said("seen on tab 3");
  await tabs[3].close();
  await eventually(async () => (await ben.entry(group)).read === 63);
});

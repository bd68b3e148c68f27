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
  // From here on his object gets updates and need not ask.
  await eventually(() => ben.entry(group));
  return { anna, ben, group, hers: await anna.open(group) };
}

test("without focus the user socket gets updates, and reading clears the count on every device", async () => {
  const { ben, group, hers } = await pair();
  const [phone, laptop] = [await ben.openInbox(), await (await ben.again()).openInbox()];
  await hers.post("are you there?");
  for (const inbox of [phone, laptop]) {
    const entry = await inbox.entry((entry) => entry.unread === 1);
    assert.deepEqual([entry.conversation, entry.last.preview], [group, "are you there?"]);
  }
  await ben.ask("POST", `/api/conversations/${group}/seen`, { seq: hers.last });
  for (const inbox of [phone, laptop])
    assert.equal((await inbox.entry((entry) => entry.unread === 0)).read, hers.last);
});

test("messages right after an update are counted by the next one, without any action", async () => {
  const { ben, hers } = await pair();
  const inbox = await ben.openInbox();
  for (const body of ["one", "two", "three"]) await hers.post(body);
  await inbox.entry((entry) => entry.unread === 1);
  await inbox.entry((entry) => entry.unread === 3);
});

test("an open socket without focus counts messages as unread; focus reads everything", async () => {
  const { ben, group, hers } = await pair();
  const inbox = await ben.openInbox();
  const his = await ben.open(group);
  await hers.post("one");
  await inbox.entry((entry) => entry.unread === 1);
  his.say({ type: "focus", focused: true });
  await inbox.entry((entry) => entry.unread === 0);
  assert.equal((await hers.next("read", ({ user }) => user === ben.id)).seq, hers.last);
  await hers.post("two, read as it arrives");
  await his.said("two, read as it arrives");
  his.say({ type: "focus", focused: false });
  await eventually(async () => (await ben.entry(group)).read === hers.last);
  await hers.post("three");
  await inbox.entry((entry) => entry.unread === 1);
});

test("what is on its way to a page that is left is not read, however late its socket closes", async () => {
  const { ben, group, hers } = await pair();
  const his = await ben.open(group);
  his.say({ type: "focus", focused: true });
  await hers.post("one");
  await his.said("one");
  const seen = hers.last;
  await hers.post("two");
  his.say({ type: "focus", focused: false, seen });
  await his.close();
  await eventually(async () => {
    const { read, unread } = await ben.entry(group);
    return read === seen && unread === 1;
  });
});

test("a returning member sees messages from their absence, though both objects lost their memory", async () => {
  const { ben, group, hers } = await pair();
  for (const body of ["one", "two", "three"]) await hers.post(body);
  await world.evict("ConversationObject", group);
  await world.evict("UserObject", ben.id);
  const inbox = await ben.openInbox();
  await inbox.entry((entry) => entry.unread === 3);
  await hers.post("four");
  await inbox.entry((entry) => entry.unread === 4);
});

test("an inbox read over HTTP is answered after the conversations were asked", async () => {
  const { ben, group, hers } = await pair();
  for (const body of ["one", "two", "three"]) await hers.post(body);
  await eventually(async () => (await ben.entry(group)).unread === 3);
});

test("posting marks everything before as read", async () => {
  const { anna, ben, group, hers } = await pair();
  await hers.post("one");
  await hers.post("two");
  await ben.post(group, "mine");
  await eventually(async () => (await ben.entry(group))?.unread === 0);
  await eventually(async () => (await anna.entry(group))?.unread === 1);
});

test("a read cursor never moves back, and never past the end", async () => {
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
  const inboxes = await Promise.all(Array.from({ length: 10 }, () => ben.openInbox()));
  for (let nth = 0; nth < 30; nth += 1) {
    hers.say({ type: "post", client_id: `anna-${nth}`, body: `from anna ${nth}` });
    tabs[nth % 10].say({ type: "post", client_id: `ben-${nth}`, body: `from ben ${nth}` });
  }
  const logs = await Promise.all(
    [hers, ...tabs].map(async (line) => {
      await line.until(() => line.events.length >= 62, "62 events");
      return JSON.stringify(line.events);
    }),
  );
  assert.equal(new Set(logs).size, 1);
  await ben.ask("POST", `/api/conversations/${group}/seen`, { seq: 62 });
  for (const inbox of inboxes)
    await inbox.entry((entry) => entry.head === 62 && entry.unread === 0);
  tabs[3].say({ type: "focus", focused: true });
  await anna.post(group, "seen on tab 3");
  await tabs[3].said("seen on tab 3");
  await tabs[3].close();
  await eventually(async () => (await ben.entry(group)).read === 63);
});

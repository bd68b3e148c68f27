// Direct conversations: two people, for ever, and closed to anybody else.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { eventually } from "../support/eventually.mjs";
import { GENEROUS } from "../support/generous.mjs";
import { people } from "../support/people.mjs";
import { startWorld } from "../support/world.mjs";

let world;
before(async () => (world = await startWorld({ vars: GENEROUS })));
after(() => world.stop());

test("it appears in both inboxes when the first message is sent, not before", async () => {
  const [anna, ben] = await people(world, "anna", "ben");
  const chat = await anna.direct(ben);
  assert.equal(await ben.direct(anna), chat, "one conversation, whoever opens it");
  const [hers, his] = [await anna.openInbox(), await ben.openInbox()];
  assert.deepEqual([hers.welcome.inbox, his.welcome.inbox], [[], []]);
  const line = await anna.open(chat);
  await line.post("hello ben");
  const entry = await his.entry();
  assert.deepEqual(
    [entry.conversation, entry.kind, entry.title, entry.unread, entry.last.preview],
    [chat, "direct", anna.handle, 1, "hello ben"],
  );
  const mine = await eventually(() => anna.entry(chat));
  assert.deepEqual([mine.title, mine.unread], [ben.handle, 0]);
});

test("it appears in the inboxes of two people who both have it focused already", async () => {
  const [anna, ben] = await people(world, "anna", "ben");
  const chat = await anna.direct(ben);
  const inboxes = [await anna.openInbox(), await ben.openInbox()];
  const lines = [await anna.open(chat), await ben.open(chat)];
  for (const line of lines) line.say({ type: "focus", focused: true });
  await lines[0].next("presence", ({ user, focused }) => user === ben.id && focused);
  await lines[0].post("hello ben");
  for (const inbox of inboxes) {
    const { conversation, unread } = await inbox.entry();
    assert.deepEqual([conversation, unread], [chat, 0]);
  }
});

test("nobody else finds it, even with its id", async () => {
  const [anna, ben, cleo] = await people(world, "anna", "ben", "cleo");
  const chat = await anna.direct(ben);
  for (const path of ["", "/timeline", "/events?after=0", "/members"]) {
    await assert.rejects(cleo.get(`/api/conversations/${chat}${path}`), { code: "not_found" });
  }
  await assert.rejects(cleo.line(`/conversations/${chat}/socket`), { code: "not_found" });
});

test("it cannot be left, renamed or joined", async () => {
  const [anna, ben, cleo] = await people(world, "anna", "ben", "cleo");
  const chat = await anna.direct(ben);
  await assert.rejects(anna.leave(chat), { code: "direct" });
  await assert.rejects(anna.ask("PATCH", `/api/conversations/${chat}`, { title: "Us" }), {
    code: "direct",
  });
  await assert.rejects(anna.ask("PUT", `/api/conversations/${chat}/members/${cleo.id}`, {}), {
    code: "direct",
  });
});

test("a person cannot write to themself or to an unknown person", async () => {
  const [anna] = await people(world, "anna");
  await assert.rejects(anna.direct(anna), { code: "bad_request" });
  await assert.rejects(anna.direct({ id: "u00000000000000000000" }), { code: "not_found" });
});

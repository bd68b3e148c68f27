// Signing out closes that session's sockets at once, in every conversation, and no others.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { GENEROUS } from "../support/generous.mjs";
import { people } from "../support/people.mjs";
import { startWorld } from "../support/world.mjs";

let world;
before(async () => (world = await startWorld({ vars: GENEROUS })));
after(() => world.stop());

test("signing out closes that device's sockets and no other's", async () => {
  const [anna, ben] = await people(world, "anna", "ben");
  const [group, chat] = [await anna.group(), await anna.direct(ben)];
  const phone = await anna.again();
  const lines = [await anna.openInbox(), await anna.open(group), await anna.open(chat)];
  const others = [await phone.openInbox(), await phone.open(group), await phone.open(chat)];
  await anna.ask("DELETE", "/api/session");
  for (const line of lines)
    assert.deepEqual(await line.closed, { code: 4001, reason: "signed out" });
  await assert.rejects(anna.get("/api/me"), { code: "not_signed_in" });
  await assert.rejects(anna.openInbox(), { status: 401 });
  for (const line of others) {
    line.say("ping");
    await line.next("pong");
  }
});

test("ending all other sessions leaves this one", async () => {
  const [anna] = await people(world, "anna");
  const [phone, laptop] = [await anna.again(), await anna.again()];
  const [hers, one, two] = [
    await anna.openInbox(),
    await phone.openInbox(),
    await laptop.openInbox(),
  ];
  await anna.ask("DELETE", "/api/sessions");
  for (const line of [one, two]) assert.equal((await line.closed).code, 4001);
  assert.deepEqual(
    (await anna.get("/api/sessions")).sessions.map(({ id, current }) => [id, current]),
    [[anna.session, true]],
  );
  hers.say("ping");
  await hers.next("pong");
});

test("ending one session by id closes its sockets, even where nobody else is connected", async () => {
  const [anna] = await people(world, "anna");
  const phone = await anna.again();
  const group = await anna.group();
  const line = await phone.open(group);
  await anna.ask("DELETE", `/api/sessions/${phone.session}`);
  assert.equal((await line.closed).code, 4001);
});

test("a thief whose client ignores the close frame cannot post, even after the object slept", async () => {
  const [anna] = await people(world, "anna");
  const thief = await anna.again();
  const group = await anna.group();
  const stolen = await thief.open(group);
  stolen.socket.close = () => {};
  await anna.ask("DELETE", `/api/sessions/${thief.session}`);
  assert.equal((await stolen.closed).code, 4001);
  const hers = await anna.open(group);
  stolen.say({ type: "post", client_id: "before", body: "before it slept" });
  await hers.post("one");
  await world.evict("ConversationObject", group);
  stolen.say({ type: "post", client_id: "after", body: "after it slept" });
  await hers.post("two");
  const { events } = await anna.get(`/api/conversations/${group}/events?after=0`);
  assert.deepEqual(
    events.map(({ body }) => body),
    [undefined, "one", "two"],
  );
  const again = await anna.open(group);
  assert.deepEqual(
    again.frames[0].here.map(({ user }) => user),
    [anna.id],
  );
  stolen.socket.terminate();
});

// What a message costs on the bill: rows written and calls between objects, by the runtime's own
// counters.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { GENEROUS } from "../support/generous.mjs";
import { metered, quiet } from "../support/meter.mjs";
import { people } from "../support/people.mjs";
import { startWorld } from "../support/world.mjs";

const MESSAGES = 200;
/** Incoming WebSocket messages that are billed as one request (Durable Objects pricing). */
const MESSAGES_PER_REQUEST = 20;

let world;
before(async () => (world = await startWorld({ vars: { ...GENEROUS, METER: "on" } })));
after(() => world.stop());

/** A group of one sender and this many others. With `focused`, all of them have it focused. */
async function crowd(size, focused) {
  const [anna] = await people(world, "anna");
  const group = await anna.group();
  const others = await people(world, ...Array.from({ length: size - 1 }, (_, nth) => `p${nth}`));
  for (const other of others) await other.join(group);
  const hers = await anna.open(group);
  const lines = focused ? await Promise.all(others.map((other) => other.open(group))) : [];
  for (const line of focused ? [hers, ...lines] : [hers]) {
    line.say({ type: "focus", focused: true });
    // The others get it after the focus frames, so the focus has arrived too.
    line.say({ type: "typing" });
  }
  if (focused) await Promise.all(lines.map((line) => line.next("typing")));
  await quiet(world);
  await hers.post("what came before is on this one's bill");
  await quiet(world);
  return { group, hers, lines, others };
}

for (const size of [2, 100]) {
  test(`a message to ${size} focused people: two rows written, no calls, 1/20 of a request`, async (context) => {
    const { hers, lines } = await crowd(size, true);
    world.harness.clearLogs();
    for (let nth = 0; nth < MESSAGES; nth += 1) await hers.post(`message ${nth}`);
    await Promise.all(lines.map((line) => line.said(`message ${MESSAGES - 1}`)));
    const bill = metered(world);
    const rows = bill.written / MESSAGES;
    const requests = 1 / MESSAGES_PER_REQUEST + bill.calls / MESSAGES;
    context.diagnostic(
      `rows written ${rows}, rows read ${bill.read / MESSAGES}, DO requests ${requests} per message`,
    );
    assert.ok(rows <= 2, `${rows} rows`);
    assert.ok(requests <= 0.06, `${requests} requests`);
  });
}

test("a hundred absent members cost nothing however many messages come, and two calls on each return", async (context) => {
  const { hers, group, others } = await crowd(101, false);
  world.harness.clearLogs();
  for (let nth = 0; nth < MESSAGES; nth += 1) await hers.post(`message ${nth}`);
  await quiet(world);
  const { calls, written } = metered(world);
  context.diagnostic(
    `${calls} calls and ${written / MESSAGES} rows per message, with a hundred absent`,
  );
  assert.equal(
    calls,
    0,
    "one update told each of their membership, and the group knows that they are away",
  );
  assert.ok(written / MESSAGES <= 2.05, `${written} rows`);
  world.harness.clearLogs();
  const back = others.slice(0, 10);
  for (const other of back) {
    const inbox = await other.openInbox();
    const entry = await inbox.entry((entry) => entry.conversation === group);
    assert.equal(entry.unread, MESSAGES + 1);
  }
  await quiet(world);
  const bill = metered(world);
  context.diagnostic(
    `${bill.calls / back.length} calls and ${bill.written / back.length} rows for each who comes back`,
  );
  assert.ok(
    bill.calls <= 2 * back.length,
    `${bill.calls} calls: more than one to the group and one to the list of people`,
  );
});

test("a hundred members online without focus get one update each, then more at a bounded pace", async (context) => {
  const { hers, group, others } = await crowd(101, false);
  const inboxes = await Promise.all(others.map((other) => other.openInbox()));
  await Promise.all(inboxes.map((inbox) => inbox.entry((entry) => entry.unread === 1)));
  await quiet(world);
  world.harness.clearLogs();
  for (let nth = 0; nth < MESSAGES; nth += 1) await hers.post(`message ${nth}`);
  const { calls } = metered(world);
  context.diagnostic(
    `${calls / 100} calls per member online for ${MESSAGES} messages, in ${group}`,
  );
  assert.ok(calls >= 40, "the first batch of calls is made");
  assert.ok(calls <= 300, `${calls} calls: more than three each`);
});

test("a poll of a conversation and one of the inbox: a request each, no row written, no call", async (context) => {
  const POLLS = 20;
  const {
    group,
    others: [ben],
  } = await crowd(2, false);
  const path = `/conversations/${group}/poll`;
  const { conversation, head } = (await ben.get(path)).frames[0];
  await ben.get("/api/inbox");
  await quiet(world);
  world.harness.clearLogs();
  for (let nth = 0; nth < POLLS; nth += 1) {
    await ben.get(`${path}?since=${head}&epoch=${conversation.epoch}`);
    await ben.get("/api/inbox");
  }
  const bill = metered(world);
  context.diagnostic(`${bill.read / POLLS} rows read by one of each, while nothing is said`);
  // An alarm that was set earlier may ring meanwhile.
  assert.ok([0, 1].includes(bill.events - 2 * POLLS), `${bill.events} events`);
  assert.deepEqual([bill.written, bill.calls], [0, 0]);
});

test("an edit, a deletion and a reaction write three rows at most, and make no call for those who look", async (context) => {
  const ACTS = 40;
  const { hers, lines } = await crowd(2, true);
  const messages = [];
  for (let nth = 0; nth < ACTS; nth += 1)
    messages.push((await hers.post(`message ${nth}, of which there are many`)).seq);
  const others = {
    react: (message) => ({ type: "react", message, emoji: "👍", on: true }),
    "take back": (message) => ({ type: "react", message, emoji: "👍", on: false }),
    edit: (message) => ({ type: "edit", message, body: `edited message ${message}` }),
    "edit again": (message) => ({ type: "edit", message, body: `edited once more ${message}` }),
    delete: (message) => ({ type: "delete", message }),
  };
  await quiet(world);
  for (const [what, frame] of Object.entries(others)) {
    world.harness.clearLogs();
    for (const message of messages) {
      const request = `${what.replace(" ", "-")}-${message}`;
      hers.say({ ...frame(message), request });
      await hers.next("done", (done) => done.request === request);
    }
    await lines[0].until(() => lines[0].last === hers.last);
    await quiet(world);
    const { written, calls } = metered(world);
    context.diagnostic(`${what}: ${written / ACTS} rows, ${calls} calls`);
    assert.ok(written / ACTS <= 3.1, `${what}: ${written / ACTS} rows`);
    assert.ok(calls <= 4, `${what}: ${calls} calls`);
  }
});

test("a message that mentions somebody, and a reply, cost two rows as any other", async (context) => {
  const { hers, lines, others } = await crowd(2, true);
  const { seq } = await hers.post("who comes?");
  await quiet(world);
  world.harness.clearLogs();
  for (let nth = 0; nth < MESSAGES; nth += 1) {
    const client_id = `reply-${nth}`;
    const body = `@${others[0].handle} ${nth}`;
    hers.say({ type: "post", client_id, body, reply_to: seq });
    await hers.event((event) => event.client_id === client_id);
  }
  await lines[0].until(() => lines[0].last === hers.last);
  const { written, calls } = metered(world);
  context.diagnostic(`${written / MESSAGES} rows, ${calls} calls`);
  assert.ok(written / MESSAGES <= 2.05, `${written / MESSAGES} rows`);
});

// What ending sessions costs a person in twenty conversations: calls and rows.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { GENEROUS } from "../support/generous.mjs";
import { metered, quiet } from "../support/meter.mjs";
import { people } from "../support/people.mjs";
import { startWorld } from "../support/world.mjs";

const CONVERSATIONS = 20;

let world;
before(async () => (world = await startWorld({ vars: { ...GENEROUS, METER: "on" } })));
after(() => world.stop());

/** Anna, who is in twenty conversations, on this many other devices. */
async function anna(devices) {
  const [anna] = await people(world, "anna");
  for (let nth = 0; nth < CONVERSATIONS; nth += 1) await anna.group(`Group ${nth}`);
  const others = [];
  for (let nth = 0; nth < devices; nth += 1) others.push(await anna.again());
  await quiet(world);
  // The groups know that she is away, so from here on reading the inbox costs no calls.
  await anna.get("/api/inbox");
  await quiet(world);
  world.harness.clearLogs();
  return { anna, others };
}

/**
 * The cost to the last row. Reading the inbox writes nothing and makes the object log its
 * remaining counts.
 */
async function bill(anna, context) {
  await quiet(world);
  await anna.get("/api/inbox");
  const [user, all] = [metered(world, "UserActor"), metered(world)];
  const conversations = all.events - user.events - metered(world, "Gate").events;
  context.diagnostic(JSON.stringify({ user, all }));
  return { calls: user.calls, written: user.written, conversations };
}

/** The row of each ended session and its index entry. */
const SESSION = 2;
/** The cursor of each conversation and its index entry. */
const CURSOR = 2;

test("an unknown session is refused without waking any object", async (context) => {
  const { anna: she } = await anna(0);
  for (const name of ["s00000000000000000000", `s${"z".repeat(20)}`, "nonsense"]) {
    await assert.rejects(she.ask("DELETE", `/api/sessions/${name}`), { status: 404 });
  }
  const [stranger] = await people(world, "ben");
  world.harness.clearLogs();
  await assert.rejects(she.ask("DELETE", `/api/sessions/${stranger.session}`), { status: 404 });
  assert.equal(metered(world).events, 0);
  assert.deepEqual(await bill(she, context), { calls: 0, written: 0, conversations: 0 });
});

test("a session costs one call and one cursor for each conversation", async (context) => {
  const {
    anna: she,
    others: [phone],
  } = await anna(1);
  await she.ask("DELETE", `/api/sessions/${phone.session}`);
  const expected = { calls: 20, written: SESSION + CONVERSATIONS * CURSOR, conversations: 20 };
  assert.deepEqual(await bill(she, context), expected);
  world.harness.clearLogs();
  await assert.rejects(she.ask("DELETE", `/api/sessions/${phone.session}`), { status: 404 });
  assert.equal(metered(world).events, 0, "the second time, the session does not exist");
});

test("five sessions cost as many calls as one, and their own rows", async (context) => {
  const { anna: she } = await anna(5);
  await she.ask("DELETE", "/api/sessions");
  const expected = { calls: 20, written: 5 * SESSION + CONVERSATIONS * CURSOR, conversations: 20 };
  assert.deepEqual(await bill(she, context), expected);
});

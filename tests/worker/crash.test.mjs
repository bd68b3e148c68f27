// kill -9 and cut connections while everybody posts: acknowledged messages are stored for ever,
// once, in one order for all.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { eventually } from "../support/eventually.mjs";
import { GENEROUS } from "../support/generous.mjs";
import { newId, people } from "../support/people.mjs";
import { Talker } from "../support/talker.mjs";
import { startWorld } from "../support/world.mjs";

const SENDS = 2_000;
const KILLS = 10;

let world;
before(async () => (world = await startWorld({ vars: GENEROUS })));
after(() => world.stop());

/** Posts over HTTP, again and again with the same client_id until it is acknowledged. */
async function insist(person, group, body) {
  const id = newId();
  const { event } = await eventually(() => person.post(group, body, id).catch(() => false));
  return event;
}

test(`${SENDS} messages through ${KILLS} kills and as many resets: none lost, none doubled, one order`, async (context) => {
  const crowd = await people(world, "anna", "ben", "cleo", "dora", "emil", "fay", "gus", "hana");
  const group = await crowd[0].group();
  for (const person of crowd.slice(1)) await person.join(group);
  const talkers = crowd.slice(0, 6).map((person) => new Talker(person, group));
  const staying = talkers.map((talker) => talker.stay());
  await eventually(() => talkers.every(({ connections }) => connections > 0));

  let sent = 0;
  const posted = [];
  const speaking = crowd.map(async (person, nth) => {
    while (sent < SENDS) {
      sent += 1;
      const body = `${person.handle} says ${sent}`;
      if (!talkers[nth]) posted.push(await insist(person, group, body));
      else {
        const id = talkers[nth].say(body);
        await eventually(() => talkers[nth].acknowledged.has(id) || sent >= SENDS);
      }
    }
  });
  for (let round = 1; round <= KILLS; round += 1) {
    await eventually(() => sent > (SENDS * round) / (KILLS + 1));
    talkers[round % talkers.length].line.cut();
    await world.crash();
  }
  await Promise.all(speaking);
  for (const talker of talkers) talker.finish();
  await Promise.all(staying);

  const whole = await crowd[0].open(group, "?since=0");
  const log = new Map(
    whole.events.filter(({ client_id }) => client_id).map((event) => [event.client_id, event]),
  );
  const acknowledged = [
    ...posted,
    ...talkers.flatMap((talker) => [...talker.acknowledged.values()]),
  ];
  context.diagnostic(
    `${acknowledged.length} acknowledged, ${KILLS} kills, ${talkers.reduce((sum, { connections }) => sum + connections, 0)} connections`,
  );
  assert.ok(acknowledged.length >= SENDS);
  for (const event of acknowledged) assert.deepEqual(log.get(event.client_id), event);
  const messages = whole.events.filter(({ kind }) => kind === "message");
  assert.equal(
    new Set(messages.map(({ author, body }) => author + body)).size,
    messages.length,
    "no message is there twice",
  );
  assert.equal(messages.length, acknowledged.length);
  for (const { log: heard } of talkers)
    assert.deepEqual(heard, whole.events.slice(0, heard.length));
});

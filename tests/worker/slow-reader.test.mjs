// A client that stops reading costs the server a bounded amount and the others nothing, and catches
// up when it reads again.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { GENEROUS } from "../support/generous.mjs";
import { people } from "../support/people.mjs";
import { startWorld } from "../support/world.mjs";

/** One and a half times the window of 4 MiB. */
const MESSAGES = 6_000;
const BODY = "x".repeat(1024);

let world;
before(async () => (world = await startWorld({ vars: GENEROUS })));
after(() => world.stop());

test("a client that stalls through 6,000 messages of 1 KiB gets `lagging`, then all of them", async () => {
  const [anna, ben] = await people(world, "anna", "ben");
  const group = await anna.group();
  await ben.join(group);
  const [hers, his] = [await anna.open(group), await ben.open(group)];
  his.socket.pause();
  for (let nth = 0; nth < MESSAGES; nth += 1) {
    hers.say({ type: "post", client_id: `m${nth}`, body: BODY });
    // As far ahead as a busy client may be, because this does not test the socket's own buffer.
    if (nth % 200 === 199)
      await hers.until(() => hers.events.at(-1).client_id === `m${nth}`, "the echo");
  }
  his.socket.resume();
  await his.until(() => his.events.length === MESSAGES + 2, "all of them");
  assert.ok(
    his.frames.some(({ type }) => type === "lagging"),
    "it got a lagging frame",
  );
  assert.equal(JSON.stringify(his.events), JSON.stringify(hers.events));
  assert.equal((await his.next("live", ({ head }) => head === his.last)).head, MESSAGES + 2);
});

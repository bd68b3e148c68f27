// What a file costs on the bill, by the runtime's own counters, and that moving one takes no
// memory.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { GENEROUS } from "../support/generous.mjs";
import { metered, quiet } from "../support/meter.mjs";
import { groupOfTwo } from "../support/people.mjs";
import { workerdOf } from "../support/processes.mjs";
import { MIB, bytesAt, bytesOf, pathOf, postWith, read, upload } from "../support/uploads.mjs";
import { startWorld } from "../support/world.mjs";

const PICTURE = bytesOf(200_000);
const LONG = bytesOf(10 * MIB, 2);

let world;
before(async () => {
  const vars = { ...GENEROUS, UPLOADS_PER_HOUR: "1000", METER: "on" };
  world = await startWorld({ vars });
});
after(() => world.stop());

/** Rows written by the objects since the logs were cleared. */
function rows() {
  const of = (kind) => metered(world, kind).written;
  return { object: of("FileObject"), conversation: of("ConversationActor") };
}

test("a picture costs about 20 rows from its upload to its message, and none to read", async (context) => {
  const { anna, ben, group } = await groupOfTwo(world);
  await quiet(world);
  world.harness.clearLogs();
  const { id } = await upload(anna, group, PICTURE);
  await quiet(world);
  const uploaded = rows();
  await postWith(anna, group, [id]);
  await quiet(world);
  const posted = rows();
  context.diagnostic(`uploaded: ${JSON.stringify(uploaded)}, posted: ${JSON.stringify(posted)}`);
  // The rows of pieces are written past the counter: one for each MiB that was begun. D1 writes
  // three.
  const all = posted.object + posted.conversation + Math.ceil(PICTURE.length / MIB) + 3;
  assert.ok(all <= 22, `${all} rows`);
  world.harness.clearLogs();
  for (let nth = 0; nth < 10; nth += 1) await bytesAt(ben, group, id);
  assert.deepEqual(rows(), { object: 0, conversation: 0 });
  assert.equal(metered(world, "ConversationActor").events, 10, "one call for each reading");
});

/** Memory that the runtime holds, in MiB. */
function resident() {
  const status = readFileSync(`/proc/${workerdOf(process.pid)}/status`, "utf8");
  return Number(status.match(/VmRSS:\s+(\d+) kB/)[1]) / 1024;
}

test("moving 10 MiB takes no memory that grows with it", async (context) => {
  const { anna, ben, group } = await groupOfTwo(world);
  const { id } = await upload(anna, group, LONG);
  await postWith(anna, group, [id]);
  assert.ok(LONG.equals(await bytesAt(ben, group, id)));
  const before = resident();
  // Ten readers that stop after the first bytes: held back, each file would be in memory.
  const open = await Promise.all(Array.from({ length: 10 }, () => read(ben, group, id)));
  const readers = open.map((answer) => answer.body.getReader());
  await Promise.all(readers.map((reader) => reader.read()));
  await anna.get(pathOf(group, id, "/upload"));
  const stalled = resident();
  await Promise.all(readers.map((reader) => reader.cancel()));
  const grew = [resident() - before];
  for (let round = 0; round < 3; round += 1) {
    for (let nth = 0; nth < 6; nth += 1) {
      const { id: other } = await upload(anna, group, LONG);
      await anna.ask("DELETE", pathOf(group, other));
      assert.ok(LONG.equals(await bytesAt(ben, group, id)));
    }
    grew.push(resident() - before);
  }
  const said = [before, stalled - before, ...grew].map((mib) => Math.round(mib)).join(", ");
  context.diagnostic(`MiB: at first, more with ten stalled readers, more after each: ${said}`);
  assert.ok(stalled - before < 50, `${stalled - before} MiB for ten stalled readers of 10 MiB`);
  assert.ok(grew[3] - grew[1] < 60, `${grew[3] - grew[1]} MiB more after 240 MiB`);
});

// Uploads that are not posted in time go by themselves. A day is two seconds here.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { eventually } from "../support/eventually.mjs";
import { GENEROUS } from "../support/generous.mjs";
import { groupOfTwo } from "../support/people.mjs";
import {
  bytesAt,
  bytesOf,
  chunkOf,
  counted,
  declare,
  factsOf,
  pathOf,
  postWith,
  put,
  stored,
  upload,
  MIB,
} from "../support/uploads.mjs";
import { startWorld } from "../support/world.mjs";

const LONG = bytesOf(6 * MIB);
const SHORT = bytesOf(1_000, 2);
const NOTHING = { bytes: 0, files: 0 };

for (const bucket of [false, true]) {
  describe(bucket ? "with a bucket" : "without a bucket", () => {
    let world;
    before(async () => {
      const vars = { ...GENEROUS, UPLOADS_PER_HOUR: "1000", UPLOAD_KEPT_SECONDS: "2" };
      world = await startWorld({ vars, bucket });
    });
    after(() => world.stop());

    const isGone = async (who, file) =>
      (await counted(world, who)).files === 0 && (await stored(world, file)).length === 0;

    test("an upload that is never finished is deleted after a day", async () => {
      const { anna, group } = await groupOfTwo(world);
      const { file } = await declare(anna, group, factsOf(LONG));
      await put(anna, group, file, 0, chunkOf(LONG, 0));
      assert.equal((await counted(world, anna)).bytes, LONG.length);
      assert.notDeepEqual(await stored(world, file), []);
      await eventually(() => isGone(anna, file));
      assert.deepEqual(await counted(world, anna), NOTHING);
      await assert.rejects(anna.get(pathOf(group, file, "/upload")), { code: "not_found" });
    });

    test("a finished upload that is not posted is deleted after a day, and a posted one stays", async () => {
      const { anna, ben, group } = await groupOfTwo(world);
      const kept = await upload(ben, group, SHORT);
      await postWith(ben, group, [kept.id]);
      const { id } = await upload(anna, group, SHORT);
      await eventually(() => isGone(anna, id));
      const rows = await world.sql("ConversationObject", group, "SELECT id FROM uploads");
      assert.deepEqual(rows, []);
      await assert.rejects(postWith(anna, group, [id]), { code: "bad_file" });
      // Its own object asks the conversation after the same time, and leaves it.
      const alarm = () => world.logs().some(({ message }) => /FileObject/.test(message));
      await Promise.race([eventually(alarm), new Promise((done) => setTimeout(done, 2_500))]).catch(
        () => {},
      );
      assert.ok(SHORT.equals(await bytesAt(anna, group, kept.id)));
    });
  });
}

// How a file is answered: its headers, its ranges, and that no file runs here, whatever it claims.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { GENEROUS } from "../support/generous.mjs";
import { groupOfTwo } from "../support/people.mjs";
import { CASES } from "../support/polyglots.mjs";
import { MIB, bytesOf, postWith, read, upload } from "../support/uploads.mjs";
import { startWorld } from "../support/world.mjs";

const LONG = bytesOf(6 * MIB + 77);

for (const bucket of [false, true]) {
  describe(bucket ? "with a bucket" : "without a bucket", () => {
    let [world, anna, ben, group] = [];
    before(async () => {
      world = await startWorld({ vars: { ...GENEROUS, UPLOADS_PER_HOUR: "1000" }, bucket });
      ({ anna, ben, group } = await groupOfTwo(world));
    });
    after(() => world.stop());

    /** Uploads and posts. */
    async function shared(bytes, more) {
      const file = await upload(anna, group, bytes, more);
      await postWith(anna, group, [file.id]);
      return file;
    }

    test("any part of a file is answered, across rows and chunks", async () => {
      const { id } = await shared(LONG);
      const size = LONG.length;
      const ranges = [
        ["bytes=0-0", 0, 1],
        ["bytes=0-", 0, size],
        ["bytes=-1", size - 1, size],
        ["bytes=-100", size - 100, size],
        [`bytes=${MIB - 1}-${MIB}`, MIB - 1, MIB + 1],
        [`bytes=${MIB}-${2 * MIB - 1}`, MIB, 2 * MIB],
        [`bytes=${5 * MIB - 3}-${5 * MIB + 3}`, 5 * MIB - 3, 5 * MIB + 4],
        [`bytes=${5 * MIB}-`, 5 * MIB, size],
        [`bytes=100-${size + 9}`, 100, size],
        ["bytes=-99999999", 0, size],
      ];
      for (const [range, from, to] of ranges) {
        const answer = await read(ben, group, id, { range });
        const said = (name) => answer.headers.get(name);
        assert.equal(answer.status, 206, range);
        assert.equal(said("content-range"), `bytes ${from}-${to - 1}/${size}`, range);
        assert.equal(said("content-length"), `${to - from}`, range);
        assert.ok(LONG.subarray(from, to).equals(Buffer.from(await answer.arrayBuffer())), range);
      }
      for (const range of [`bytes=${size}-`, "bytes=-0"]) {
        const answer = await read(ben, group, id, { range });
        assert.equal(answer.status, 416, range);
        assert.equal(answer.headers.get("content-range"), `bytes */${size}`);
      }
      const whole = await read(ben, group, id, { range: "bytes=0-1,5-6" });
      assert.deepEqual([whole.status, whole.headers.get("content-length")], [200, `${size}`]);
      assert.ok(LONG.equals(Buffer.from(await whole.arrayBuffer())));
    });

    test("a browser may keep a file, and asks each time", async () => {
      const { id, sha256 } = await shared(LONG.subarray(0, 5_000));
      const answer = await read(ben, group, id);
      await answer.arrayBuffer();
      assert.equal(answer.headers.get("etag"), `"${sha256}"`);
      assert.equal(answer.headers.get("cache-control"), "private, no-cache");
      const again = await read(ben, group, id, { "if-none-match": `"${sha256}"` });
      assert.deepEqual([again.status, await again.text()], [304, ""]);
      assert.equal(again.headers.get("etag"), `"${sha256}"`);
      const head = await read(ben, group, id, {}, "HEAD");
      assert.deepEqual([head.status, head.headers.get("etag")], [200, `"${sha256}"`]);
      const other = await read(ben, group, id, { range: "bytes=0-9", "if-range": '"another"' });
      assert.deepEqual([other.status, (await other.arrayBuffer()).byteLength], [200, 5_000]);
    });

    test(`${CASES.length} polyglots and mislabelled files: none runs, and none is sniffed`, async () => {
      let inline = 0;
      for (const [what, bytes, declared, shown] of CASES) {
        const { id, ...file } = await shared(bytes, { name: what, media_type: declared });
        const answer = await read(ben, group, id);
        const said = (name) => answer.headers.get(name);
        assert.ok(bytes.equals(Buffer.from(await answer.arrayBuffer())), what);
        assert.equal(said("content-type"), shown ?? "application/octet-stream", what);
        assert.match(said("content-disposition"), shown ? /^inline;/ : /^attachment;/, what);
        assert.equal(file.inline, Boolean(shown), what);
        assert.equal(said("x-content-type-options"), "nosniff", what);
        assert.match(said("content-security-policy"), /^sandbox; default-src 'none';/, what);
        assert.equal(said("cross-origin-resource-policy"), "same-origin", what);
        assert.equal(said("access-control-allow-origin"), null, what);
        inline += Boolean(shown);
      }
      assert.ok(inline > 10 && inline < CASES.length - 20);
    });
  });
}

// Uploading, posting, reading and losing files, with the bytes in objects and with the bytes in R2.
import assert from "node:assert/strict";
import { connect } from "node:net";
import { after, before, describe, test } from "node:test";
import { eventually } from "../support/eventually.mjs";
import { GENEROUS } from "../support/generous.mjs";
import { groupOfTwo, newId, people } from "../support/people.mjs";
import {
  CHUNK,
  MIB,
  bytesAt,
  bytesOf,
  chunkOf,
  complete,
  counted,
  declare,
  factsOf,
  pathOf,
  postWith,
  put,
  read,
  stored,
  upload,
} from "../support/uploads.mjs";
import { startWorld } from "../support/world.mjs";

/** Two chunks, and the second is neither full nor a whole number of rows. */
const LONG = bytesOf(8 * MIB + 123);
const SHORT = bytesOf(1_000, 2);
const refused = (code, rule) => (error) =>
  error.code === code && (!rule || error.message.includes(`"rule":"${rule}"`));

for (const bucket of [false, true]) {
  describe(bucket ? "with a bucket" : "without a bucket", () => {
    let world;
    before(async () => {
      const vars = { ...GENEROUS, UPLOADS_PER_HOUR: "1000" };
      world = await startWorld({ vars, bucket });
    });
    after(() => world.stop());

    test("a file is uploaded, posted, read by another member, and gone with its message", async () => {
      const { anna, ben, group } = await groupOfTwo(world);
      const facts = factsOf(LONG, { name: "Eule 🦉.bin", alt: "An owl", duration: 5_000 });
      const declared = await declare(anna, group, facts);
      assert.deepEqual([declared.chunk_bytes, declared.missing], [CHUNK, [0, 1]]);
      const file = await complete(anna, group, declared, LONG);
      assert.deepEqual(file, { id: declared.file, ...facts, inline: false });
      const his = await ben.open(group);
      const event = await postWith(anna, group, [file.id], "look");
      assert.deepEqual(event.files, [file]);
      await his.said("look");
      assert.deepEqual(his.events.at(-1).files, [file]);
      const { items } = await ben.get(`/api/conversations/${group}/timeline`);
      assert.deepEqual(items.at(-1), event);
      assert.ok(LONG.equals(await bytesAt(ben, group, file.id)));
      assert.deepEqual(await counted(world, anna), { bytes: LONG.length, files: 1 });
      assert.equal(
        (await stored(world, file.id)).some((key) => key.includes("/")),
        bucket,
      );
    });

    test("an upload goes on after the server was killed, with the chunks that are missing", async () => {
      const { anna, group } = await groupOfTwo(world);
      const { file } = await declare(anna, group, factsOf(LONG));
      assert.equal((await put(anna, group, file, 1, chunkOf(LONG, 1))).status, 204);
      await world.crash();
      const state = await anna.get(pathOf(group, file, "/upload"));
      assert.deepEqual(state, { file, size: LONG.length, chunk_bytes: CHUNK, missing: [0] });
      const { id } = await complete(anna, group, state, LONG);
      await postWith(anna, group, [id]);
      await world.crash();
      assert.ok(LONG.equals(await bytesAt(anna, group, id)));
    });

    test("a chunk that is cut off is sent again", async () => {
      const { anna, group } = await groupOfTwo(world);
      const { file } = await declare(anna, group, factsOf(LONG));
      const { hostname, port } = new URL(world.url);
      const socket = connect(Number(port), hostname);
      socket.write(
        `PUT ${pathOf(group, file, "/chunks/0")} HTTP/1.1\r\nhost: ${hostname}\r\n` +
          `authorization: Bearer ${anna.token}\r\ncontent-length: ${CHUNK}\r\n\r\n`,
      );
      await new Promise((resolve) => socket.write(LONG.subarray(0, 3 * MIB), resolve));
      socket.destroy();
      const state = await anna.get(pathOf(group, file, "/upload"));
      assert.deepEqual(state.missing, [0, 1]);
      assert.equal((await complete(anna, group, state, LONG)).size, LONG.length);
    });

    test("bytes with another hash or length are refused, and the room is free again", async () => {
      const { anna, group } = await groupOfTwo(world);
      const { file } = await declare(anna, group, factsOf(SHORT));
      const chunk = async (body) => (await (await put(anna, group, file, 0, body)).json()).params;
      assert.deepEqual(await chunk(SHORT.subarray(1)), { rule: "chunk_size" });
      assert.deepEqual(await chunk(Buffer.concat([SHORT, SHORT])), { rule: "chunk_size" });
      assert.deepEqual(await chunk(""), { rule: "chunk_size" });
      const finish = () => anna.ask("POST", pathOf(group, file, "/finish"));
      await assert.rejects(finish(), refused("bad_file", "incomplete"));
      await put(anna, group, file, 0, bytesOf(1_000, 3));
      await assert.rejects(finish(), refused("bad_file", "differs"));
      assert.deepEqual(await stored(world, file), []);
      assert.deepEqual(await counted(world, anna), { bytes: 0, files: 0 });
      await assert.rejects(finish(), refused("not_found"));
    });

    test("chunks have numbers and sizes, and a chunk that is there is not stored again", async () => {
      const { anna, group } = await groupOfTwo(world);
      const declared = await declare(anna, group, factsOf(SHORT));
      const { file } = declared;
      for (const chunk of ["1", "-1", "x", "4294967296", ""])
        assert.equal((await put(anna, group, file, chunk, SHORT)).status, 404, chunk);
      const large = await put(anna, group, file, 0, Buffer.alloc(CHUNK + 1));
      assert.deepEqual([large.status, (await large.json()).params], [413, { limit: CHUNK }]);
      await complete(anna, group, declared, SHORT);
      assert.equal((await put(anna, group, file, 0, bytesOf(1_000, 9))).status, 204);
      await postWith(anna, group, [file]);
      assert.ok(SHORT.equals(await bytesAt(anna, group, file)), "the first bytes stayed");
    });

    test("only its uploader sees an upload, and nobody reads it before it is posted", async () => {
      const { anna, ben, group } = await groupOfTwo(world);
      const other = await anna.group("Another group");
      const { id } = await upload(anna, group, SHORT);
      assert.equal(await bytesAt(anna, group, id), "not_found");
      for (const [who, where] of [
        [ben, group],
        [anna, other],
      ]) {
        const not = (method, rest) =>
          assert.rejects(who.ask(method, pathOf(where, id, rest)), refused("not_found"));
        await not("GET", "/upload");
        await not("POST", "/finish");
        await not("DELETE", "");
        assert.equal((await put(who, where, id, 0, SHORT)).status, 404);
        await assert.rejects(postWith(who, where, [id]), refused("bad_file", "not_uploaded"));
      }
      const [stranger] = await people(world, "stranger");
      await assert.rejects(declare(stranger, group, factsOf(SHORT)), refused("not_found"));
      assert.deepEqual(await counted(world, stranger), { bytes: 0, files: 0 });
    });

    test("a file is in one message, and a repeated post is the same message", async () => {
      const { anna, group } = await groupOfTwo(world);
      const [one, two] = [await upload(anna, group, SHORT), await upload(anna, group, SHORT)];
      const client_id = newId();
      const event = await postWith(anna, group, [one.id, two.id], "two owls", client_id);
      assert.deepEqual(await postWith(anna, group, [one.id, two.id], "two owls", client_id), event);
      await assert.rejects(
        postWith(anna, group, [two.id, one.id], "two owls", client_id),
        refused("client_id_reused"),
      );
      await assert.rejects(
        postWith(anna, group, [], "two owls", client_id),
        refused("client_id_reused"),
      );
      const again = postWith(anna, group, [one.id]);
      await assert.rejects(again, refused("bad_file", "not_uploaded"));
      await assert.rejects(
        postWith(anna, group, [two.id, two.id]),
        refused("bad_file", "not_uploaded"),
      );
    });

    test("strangers, former members, other conversations and guessed ids find no file", async () => {
      const { anna, ben, group } = await groupOfTwo(world);
      const [cleo] = await people(world, "cleo");
      const { id } = await upload(anna, group, SHORT);
      await postWith(anna, group, [id]);
      assert.ok(SHORT.equals(await bytesAt(ben, group, id)));
      const etag = (await read(ben, group, id)).headers.get("etag");
      const other = await ben.group("Elsewhere");
      assert.equal(await bytesAt(ben, other, id), "not_found");
      assert.equal(await bytesAt(cleo, group, id), "not_found");
      const guesses = [`${id[0]}${"0".repeat(20)}`, `${id}0`, id.toUpperCase(), "x", id.slice(1)];
      for (const guess of guesses) assert.equal(await bytesAt(ben, group, guess), "not_found");
      await anna.ask("DELETE", `/api/conversations/${group}/members/${ben.id}`);
      for (const headers of [{}, { "if-none-match": etag }, { range: "bytes=0-1" }])
        assert.equal(await bytesAt(ben, group, id, headers), "not_found");
      assert.equal((await world.fetch(pathOf(group, id))).status, 401);
      await anna.leave(group);
      assert.equal(await bytesAt(anna, group, id), "not_found");
    });

    test("an upload that is given up is deleted, before and after it is finished", async () => {
      const { anna, group } = await groupOfTwo(world);
      const { file } = await declare(anna, group, factsOf(LONG));
      await put(anna, group, file, 0, chunkOf(LONG, 0));
      const finished = await upload(anna, group, SHORT);
      const posted = await upload(anna, group, SHORT);
      await postWith(anna, group, [posted.id]);
      for (const id of [file, finished.id]) await anna.ask("DELETE", pathOf(group, id));
      const last = anna.ask("DELETE", pathOf(group, posted.id));
      await assert.rejects(last, refused("not_found"), "it is in a message");
      await eventually(async () => (await counted(world, anna)).files === 1);
      for (const id of [file, finished.id]) assert.deepEqual(await stored(world, id), []);
      assert.deepEqual(await counted(world, anna), { bytes: SHORT.length, files: 1 });
      const late = postWith(anna, group, [finished.id]);
      await assert.rejects(late, refused("bad_file", "not_uploaded"));
      assert.ok(SHORT.equals(await bytesAt(anna, group, posted.id)));
    });

    test("a deleted message takes its files with it, also when the server is killed then", async () => {
      const { anna, ben, group } = await groupOfTwo(world);
      const gone = async (file) => {
        assert.equal(await bytesAt(ben, group, file), "not_found", "at once");
        await eventually(async () => (await counted(world, anna)).files === 0);
        await eventually(async () => (await stored(world, file)).length === 0);
        assert.deepEqual(await counted(world, anna), { bytes: 0, files: 0 });
      };
      const path = `/api/conversations/${group}`;
      const [one, two] = [await upload(anna, group, SHORT), await upload(anna, group, LONG)];
      const client_id = newId();
      const event = await postWith(anna, group, [one.id, two.id], "", client_id);
      const reply = { client_id: newId(), body: "an owl?", reply_to: event.seq };
      const answered = (await ben.ask("POST", `${path}/posts`, reply)).event;
      assert.equal(answered.quote.preview, one.name, "a message without words");
      const his = await ben.open(group);
      await ben.ask("PATCH", `${path}/messages/${answered.seq}`, { body: "an owl!" });
      assert.ok(SHORT.equals(await bytesAt(ben, group, one.id)));
      await anna.ask("DELETE", `${path}/messages/${event.seq}`);
      await his.event(({ kind, message }) => kind === "deleted" && message === event.seq);
      for (const { id } of [one, two]) await gone(id);
      const { items } = await ben.get(`${path}/timeline`);
      const item = items.find(({ seq }) => seq === event.seq);
      assert.deepEqual([item.body, item.files, Boolean(item.deleted)], ["", undefined, true]);
      const { events } = await ben.get(`${path}/events?after=${event.seq - 1}`);
      assert.deepEqual([events[0].files, Boolean(events[0].deleted)], [undefined, true]);
      const late = await postWith(anna, group, [one.id, two.id], "", client_id);
      assert.ok(late.deleted, "a late retry is no new message");

      const three = await upload(anna, group, LONG);
      const { seq } = await postWith(anna, group, [three.id], "with words");
      await anna.ask("PATCH", `${path}/messages/${seq}`, { body: "other words" });
      const edited = (await ben.get(`${path}/timeline`)).items.at(-1);
      assert.deepEqual([edited.body, edited.files], ["other words", [three]]);
      await anna.ask("DELETE", `${path}/messages/${seq}`);
      await world.crash();
      await ben.get(path);
      await gone(three.id);
      const owed = await world.sql("ConversationObject", group, "SELECT id FROM uploads");
      assert.deepEqual(owed, []);
    });

    test("files are deleted that were owed it when the object was evicted", async () => {
      const { anna, ben, group } = await groupOfTwo(world);
      const { id } = await upload(anna, group, SHORT);
      // What a deletion stores before it calls the file's object.
      const write = (statement, ...values) =>
        world.sql("ConversationObject", group, statement, ...values);
      await write("UPDATE uploads SET owner = 0, until = 1 << 40, what = ''");
      await world.evict("ConversationObject", group);
      await ben.get(`/api/conversations/${group}`);
      await eventually(async () => (await counted(world, anna)).files === 0);
      await eventually(async () => (await stored(world, id)).length === 0);
      assert.deepEqual(await write("SELECT id FROM uploads"), []);
    });
  });
}

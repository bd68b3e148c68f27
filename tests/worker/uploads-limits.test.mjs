// The room for files: what is refused before an upload starts, and with which words.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { GENEROUS } from "../support/generous.mjs";
import { people } from "../support/people.mjs";
import {
  MIB,
  bytesOf,
  complete,
  counted,
  declare,
  factsOf,
  pathOf,
  upload,
} from "../support/uploads.mjs";
import { startWorld } from "../support/world.mjs";

const SHORT = bytesOf(100);

let world;
before(async () => {
  const vars = { FILE_MIB: "1", FILES_PER_PERSON_MIB: "2", FILES_MIB: "3", UPLOADS_PER_HOUR: "6" };
  world = await startWorld({ vars: { ...GENEROUS, ...vars } });
});
after(() => world.stop());

/** What a declaration is refused with. */
async function refusal(who, group, facts) {
  const answer = await world.fetch(`/api/conversations/${group}/files`, {
    method: "POST",
    headers: { authorization: `Bearer ${who.token}`, "content-type": "application/json" },
    body: JSON.stringify(facts),
  });
  const { code, params, retry_after } = await answer.json();
  return { status: answer.status, code, params, retry_after };
}

const facts = (more) => factsOf(SHORT, more);

test("a declaration that makes no sense is refused by the rule that it breaks", async () => {
  const [anna] = await people(world, "anna");
  const group = await anna.group();
  const cases = [
    ["empty", { size: 0 }],
    ...["", " ", "a/b", "a\\b", "a\nb", "\u202egnp.exe", "x".repeat(256)].map((name) => [
      "name",
      { name },
    ]),
    ...["", "image", "image/", "/png", "image/p ng", "image/png/x", "im\u00e4ge/png"].map(
      (media_type) => ["media_type", { media_type }],
    ),
    ...["", "a".repeat(63), "A".repeat(64), "g".repeat(64)].map((sha256) => ["hash", { sha256 }]),
    ...[{ width: 1 }, { height: 1 }, { width: 0, height: 1 }, { duration: 90_000_000 }].map(
      (measure) => ["measure", measure],
    ),
    ...["x".repeat(1_001), "a\u0007"].map((alt) => ["alt", { alt }]),
  ];
  for (const [rule, more] of cases) {
    const { status, code, params } = await refusal(anna, group, facts(more));
    assert.deepEqual([status, code, params.rule], [400, "bad_file", rule], JSON.stringify(more));
  }
  for (const more of [{ size: -1 }, { size: 1.5 }, { size: "1" }, { id: "x" }, { preview_of: "x" }])
    assert.equal((await refusal(anna, group, facts(more))).code, "bad_request");
  assert.deepEqual(await counted(world, anna), { bytes: 0, files: 0 });
});

test("a file that is too large, or does not fit, is refused before it is uploaded", async () => {
  const [anna, ben] = await people(world, "anna", "ben");
  const group = await anna.group();
  await ben.join(group);
  const large = await refusal(anna, group, facts({ size: MIB + 1 }));
  assert.deepEqual([large.status, large.code, large.params], [413, "too_large", { limit: MIB }]);
  const whole = (who) => declare(who, group, facts({ size: MIB }));
  const first = await whole(anna);
  await whole(anna);
  const yours = await refusal(anna, group, facts({ size: 1 }));
  assert.deepEqual([yours.status, yours.code], [409, "quota"]);
  assert.deepEqual(yours.params, { rule: "yours", limit: 2 * MIB });
  await whole(ben);
  const everyone = await refusal(ben, group, facts({ size: 1 }));
  assert.deepEqual(everyone.params, { rule: "everyone", limit: 3 * MIB });
  assert.deepEqual(await anna.get("/api/files"), {
    file_bytes: MIB,
    files_per_message: 10,
    yours: { taken: 2 * MIB, limit: 2 * MIB },
    everyone: { taken: 3 * MIB, limit: 3 * MIB },
  });
  await anna.ask("DELETE", pathOf(group, first.file));
  await whole(ben);
  assert.deepEqual(await counted(world, anna), { bytes: MIB, files: 1 });
  const { inbox } = await ben.get("/api/inbox");
  assert.equal(inbox[0].last, undefined, "nothing was said");
});

test("two uploads at the same moment cannot both take the last room", async () => {
  const [cleo] = await people(world, "cleo");
  const group = await cleo.group();
  const { DB } = await world.env();
  await DB.prepare("UPDATE file_room SET bytes = ? WHERE owner = ''")
    .bind(2 * MIB)
    .run();
  const both = await Promise.all([1, 2].map(() => refusal(cleo, group, facts({ size: MIB }))));
  assert.deepEqual(both.map(({ status }) => status).sort(), [201, 409]);
  assert.deepEqual(await counted(world, cleo), { bytes: MIB, files: 1 });
});

test("uploads have an hourly budget, and the refusal says when there is another", async () => {
  const [dora] = await people(world, "dora");
  const group = await dora.group();
  const { DB } = await world.env();
  await DB.prepare("UPDATE file_room SET bytes = 0 WHERE owner = ''").run();
  for (let nth = 0; nth < 6; nth += 1) await declare(dora, group, facts());
  const { status, code, retry_after } = await refusal(dora, group, facts());
  assert.deepEqual([status, code], [429, "too_fast"]);
  assert.ok(retry_after > 590 && retry_after <= 600, `${retry_after} s`);
  assert.equal((await counted(world, dora)).files, 6);
});

test("a message has ten files and their previews, each with its file", async () => {
  const vars = "UPDATE file_room SET bytes = 0, owed_until = 0";
  const { DB } = await world.env();
  const [emil] = await people(world, "emil");
  const group = await emil.group();
  const files = [];
  for (let nth = 0; nth < 12; nth += 1) {
    if (nth % 6 === 0) await DB.prepare(vars).run();
    const more = nth === 11 ? { preview_of: files[0] } : {};
    files.push((await upload(emil, group, SHORT, more)).id);
  }
  const post = async (ids) => {
    const answer = await world.fetch(`/api/conversations/${group}/posts`, {
      method: "POST",
      headers: { authorization: `Bearer ${emil.token}`, "content-type": "application/json" },
      body: JSON.stringify({ client_id: `p${Math.random()}`, body: "", files: ids }),
    });
    const { params, event } = await answer.json();
    return params?.rule ?? event.files.map(({ id }) => id);
  };
  const [ten, preview] = [files.slice(0, 10), files[11]];
  assert.equal(await post(files.slice(0, 11)), "too_many");
  assert.equal(await post([files[1], preview]), "preview");
  assert.equal(await post(Array.from({ length: 31 }, () => files[0])), "too_many");
  assert.equal(await post([]), "blank");
  assert.deepEqual(await post([...ten, preview]), [...ten, preview]);
});

test("what a file is cannot be changed after its upload", async () => {
  const [finn] = await people(world, "finn");
  const { DB } = await world.env();
  await DB.prepare("UPDATE file_room SET bytes = 0").run();
  const group = await finn.group();
  const declared = await declare(finn, group, facts({ media_type: "Text/HTML; charset=utf-8" }));
  const file = await complete(finn, group, declared, SHORT);
  assert.equal(file.media_type, "text/html");
  assert.deepEqual(await complete(finn, group, { ...declared, missing: [] }, SHORT), file);
});

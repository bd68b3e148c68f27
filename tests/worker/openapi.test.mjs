// The description of the HTTP interface, checked against the interface: real answers must fit it.
// A native test beside the route table checks that it describes every route and no other.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { PASSWORD, bearer, register } from "../support/door.mjs";
import { GENEROUS } from "../support/generous.mjs";
import { newId, people } from "../support/people.mjs";
import { misfit, resolve } from "../support/schema.mjs";
import { factsOf } from "../support/uploads.mjs";
import { startWorld } from "../support/world.mjs";

/** The bytes of a file. */
const FILE = Buffer.from("hoo");

let world;
let document;
before(async () => {
  world = await startWorld({ vars: GENEROUS });
  document = await (await world.fetch("/api/openapi.json")).json();
});
after(() => world.stop());

/** Performs an operation and checks its answer, whatever it is, against the description. */
async function hold(who, method, pattern, pieces = [], sent = {}) {
  const { json, bytes, query = "", headers = {} } = sent;
  const operation = document.paths[pattern][method.toLowerCase()];
  const all = [...pieces];
  const path = pattern.replace(/\{\w+\}/g, () => all.shift()) + query;
  const signed = who ? bearer(who.token) : {};
  const typed = json === undefined ? {} : { "content-type": "application/json" };
  const answer = await world.fetch(path, {
    method,
    headers: { ...signed, ...typed, ...headers },
    body: bytes ?? (json && JSON.stringify(json)),
  });
  const described = operation.responses[answer.status];
  assert.ok(described, `${method} ${pattern} answers ${answer.status}, which is not described`);
  const { content } = described.$ref ? resolve(document, described.$ref) : described;
  const type = Object.keys(content ?? {})[0];
  if (type === "text/event-stream") {
    await answer.body.cancel();
    return undefined;
  }
  const text = await answer.text();
  if (!type || type === "application/octet-stream") {
    done.add(`${method} ${pattern}`);
    return assert.equal(text, type ? String(FILE) : "");
  }
  const body = JSON.parse(text);
  assert.equal(
    misfit(document, content[type].schema, body),
    undefined,
    `${method} ${path}: ${text}`,
  );
  if (!answer.ok)
    assert.ok(
      operation["x-refusals"].includes(body.code),
      `${method} ${pattern} does not list the refusal ${body.code}`,
    );
  done.add(`${method} ${pattern}`);
  return body;
}
const done = new Set();

test("answers fit the description, from signing in to leaving", async () => {
  const [anna, ben] = await people(world, "anna", "ben");
  const conversation = "/api/conversations/{id}";
  await hold(null, "GET", "/api/health");
  await hold(null, "GET", "/api/openapi.json");
  await hold(null, "POST", "/api/accounts", [], { json: { handle: "carol", password: PASSWORD } });
  const { session } = await hold(null, "POST", "/api/sessions", [], {
    json: { handle: "carol", password: PASSWORD },
  });
  const carol = (await register(world, "carol")).body;
  await hold(anna, "GET", "/api/me");
  await hold(anna, "PATCH", "/api/me", [], { json: { name: "Änne" } });
  await hold(ben, "PATCH", "/api/me", [], { json: { name: "Admin" } });
  await hold(anna, "GET", "/api/me");
  await hold(anna, "GET", "/api/session");
  await hold(null, "GET", "/api/session");
  await hold(anna, "GET", "/api/people", [], { query: "?prefix=a" });
  await hold(anna, "POST", "/api/direct", [], { json: { user: ben.id } });
  const { conversation: made } = await hold(anna, "POST", "/api/groups", [], {
    json: { title: "Owls", topic: "Hoo", client_id: newId() },
  });
  const { id } = made;
  await hold(ben, "GET", conversation, [id]);
  await hold(ben, "POST", `${conversation}/join`, [id]);
  await hold(anna, "PATCH", conversation, [id], { json: { title: "Night owls" } });
  await hold(anna, "PUT", `${conversation}/members/{user}`, [id, carol.you.id], { json: {} });
  await hold(anna, "PUT", `${conversation}/members/{user}`, [id, ben.id], {
    json: { role: "admin" },
  });
  const json = { client_id: newId(), body: "Hoo?" };
  await hold(ben, "POST", `${conversation}/posts`, [id], { json });
  const { event } = await hold(ben, "POST", `${conversation}/posts`, [id], { json });
  const message = `${conversation}/messages/{seq}`;
  const reaction = `${message}/reactions/{emoji}`;
  const reply = { client_id: newId(), body: `Hoo, @${ben.handle}!`, reply_to: event.seq };
  await hold(anna, "POST", `${conversation}/posts`, [id], { json: reply });
  await hold(ben, "PATCH", message, [id, event.seq], { json: { body: "Hoo, @everyone?" } });
  for (const emoji of ["👍", "🍪", "no"].map(encodeURIComponent))
    await hold(anna, "PUT", reaction, [id, event.seq, emoji]);
  await hold(anna, "DELETE", reaction, [id, event.seq, encodeURIComponent("🍪")]);
  const pin = `${message}/pin`;
  await hold(anna, "PUT", pin, [id, event.seq]);
  await hold(anna, "GET", `${conversation}/pins`, [id]);
  await hold(anna, "GET", `${conversation}/timeline`, [id]);
  await hold(anna, "DELETE", pin, [id, event.seq]);
  await hold(anna, "PATCH", message, [id, event.seq], { json: { body: "mine" } });
  await hold(anna, "DELETE", message, [id, event.seq]);
  await hold(anna, "PUT", reaction, [id, event.seq, encodeURIComponent("👍")]);
  await hold(anna, "DELETE", message, [id, 1]);
  await hold(anna, "POST", `${conversation}/posts`, [id], {
    json: { ...reply, client_id: newId() },
  });
  await hold(anna, "POST", `${conversation}/seen`, [id], { json: { seq: 2 } });
  await hold(ben, "DELETE", `${conversation}/members/{user}`, [id, carol.you.id]);
  const all = { query: "?after=0&limit=100" };
  const { events } = await hold(anna, "GET", `${conversation}/events`, [id], all);
  await hold(anna, "GET", `${conversation}/timeline`, [id]);
  await hold(anna, "GET", `${conversation}/timeline`, [id], { query: "?around=3&limit=2" });
  assert.deepEqual(
    new Set(events.map(({ kind }) => kind)),
    new Set([
      ...["created", "joined", "renamed", "admitted", "role_changed", "message", "removed"],
      ...["edited", "deleted", "reacted", "unreacted", "pinned", "unpinned"],
    ]),
  );
  await hold(anna, "GET", `${conversation}/members`, [id]);
  const { results } = await hold(anna, "GET", `${conversation}/search`, [id], { query: "?q=hoo" });
  assert.ok(results.length > 0);
  await hold(anna, "GET", `${conversation}/search`, [id], { query: "?q=on:never" });
  const found = await hold(anna, "GET", "/api/search", [], { query: "?q=hoo&utc_offset=-300" });
  assert.equal(found.conversations[0].conversation, id);
  await hold(anna, "GET", "/api/search", [], { query: "?q=hoo&cursor=odd" });
  await hold(anna, "GET", "/api/groups");
  await hold(anna, "GET", "/api/inbox");
  await hold(ben, "POST", `${conversation}/leave`, [id]);
  const files = `${conversation}/files`;
  const declared = (await hold(anna, "POST", files, [id], { json: factsOf(FILE) })).file;
  await hold(anna, "GET", `${files}/{file}/upload`, [id, declared]);
  const wrong = { bytes: FILE.subarray(1) };
  await hold(anna, "PUT", `${files}/{file}/chunks/{chunk}`, [id, declared, 0], wrong);
  await hold(anna, "POST", `${files}/{file}/finish`, [id, declared]);
  const right = { bytes: FILE };
  await hold(anna, "PUT", `${files}/{file}/chunks/{chunk}`, [id, declared, 0], right);
  const { file } = await hold(anna, "POST", `${files}/{file}/finish`, [id, declared]);
  const withFile = { client_id: newId(), body: "", files: [file.id] };
  await hold(anna, "POST", `${conversation}/posts`, [id], { json: withFile });
  await hold(anna, "GET", `${files}/{file}`, [id, file.id]);
  await hold(anna, "GET", `${files}/{file}`, [id, file.id], { headers: { range: "bytes=0-" } });
  await hold(anna, "GET", `${files}/{file}`, [id, file.id], { headers: { "if-none-match": "*" } });
  await hold(anna, "GET", `${files}/{file}`, [id, file.id], { headers: { range: "bytes=99-" } });
  const other = await hold(anna, "POST", files, [id], { json: factsOf(FILE) });
  await hold(anna, "DELETE", `${files}/{file}`, [id, other.file]);
  await hold(anna, "POST", files, [id], { json: { ...factsOf(FILE), size: 2 ** 40 } });
  await hold(anna, "GET", "/api/files");
  for (const query of ["", "?since=1", "?since=x"]) {
    await hold(anna, "GET", "/conversations/{id}/poll", [id], { query });
  }
  await hold(anna, "GET", "/stream");
  await hold(anna, "GET", "/conversations/{id}/stream", [id], { query: "?since=1" });
  await hold(carol, "GET", "/api/sessions");
  await hold(carol, "DELETE", "/api/sessions/{session}", [session.id]);
  await hold(carol, "DELETE", "/api/sessions");
  await hold(carol, "DELETE", "/api/session");
});

test("refusals fit the description, on every operation", async () => {
  const [anna] = await people(world, "anna");
  const nowhere = {
    id: `g${"0".repeat(20)}`,
    user: `u${"0".repeat(20)}`,
    session: `s${"0".repeat(20)}`,
    stream: "nothing",
    seq: 1,
    emoji: "x",
    file: `f${"0".repeat(20)}`,
    chunk: "0",
  };
  for (const [pattern, operations] of Object.entries(document.paths)) {
    const pieces = [...pattern.matchAll(/\{(\w+)\}/g)].map(([, name]) => nowhere[name]);
    for (const name of Object.keys(operations)) {
      const method = name.toUpperCase();
      const takesJson = operations[name].requestBody?.content["application/json"];
      const json = takesJson ? { nothing: "of use" } : undefined;
      const needed = (operations[name].parameters ?? []).filter(
        (one) => one.in === "query" && one.required,
      );
      const query = needed.map((one) => `?${one.name}=0`).join("");
      if (!operations[name].security)
        assert.equal(
          (await hold(null, method, pattern, pieces, { json }))?.code ?? "x",
          pattern.endsWith("/socket") ? "not_upgrade" : "not_signed_in",
        );
      if (json)
        assert.equal(
          (await hold(anna, method, pattern, pieces, { json })).code,
          "bad_request",
          `${method} ${pattern}`,
        );
      if (json)
        assert.equal(
          (await hold(anna, method, pattern, pieces, { json: "x".repeat(70_000) })).code,
          "too_large",
        );
      if (pieces.length > 0 && !json && !pattern.endsWith("/socket"))
        assert.equal(
          (await hold(anna, method, pattern, pieces, { query })).code,
          "not_found",
          `${method} ${pattern}`,
        );
      const cookie = `dormouse=${anna.token}`;
      if (name !== "get")
        assert.equal(
          (await hold(null, method, pattern, pieces, { json, headers: { cookie } })).code,
          "wrong_origin",
        );
      done.add(`${method} ${pattern}`);
    }
  }
});

test("no operation was passed over", () => {
  const described = Object.entries(document.paths).flatMap(([pattern, operations]) =>
    Object.keys(operations).map((name) => `${name.toUpperCase()} ${pattern}`),
  );
  assert.deepEqual(
    described.filter((one) => !done.has(one)),
    [],
  );
});

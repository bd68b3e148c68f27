// The HTTP interface itself: addresses, methods, bodies, headers.
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { after, before, test } from "node:test";
import { bearer, register, send } from "../support/door.mjs";
import { GENEROUS } from "../support/generous.mjs";
import { Line } from "../support/line.mjs";
import { openStream } from "../support/stream.mjs";
import { startWorld } from "../support/world.mjs";

const LIMIT = 64 * 1024;

let world;
let headers;
before(async () => {
  world = await startWorld({ vars: GENEROUS });
  headers = bearer((await register(world, "anna")).body.token);
});
after(() => world.stop());

const outcome = ({ status, body }) => `${status} ${body?.code ?? "done"}`;
const createWith = (body, more = {}) =>
  send(world, "POST", "/api/groups", {
    body,
    headers: { ...headers, "content-type": "application/json", ...more },
    duplex: "half",
  });

test("an address that does not exist is not found, signed in or not", async () => {
  for (const path of [
    "/api/",
    "/api/nothing",
    "/api/me/",
    "/api/ME",
    "/api//me",
    "/conversations/x",
    "/conversations/x/y",
  ]) {
    assert.equal(outcome(await send(world, "GET", path)), "404 not_found", path);
    assert.equal(outcome(await send(world, "GET", path, { headers })), "404 not_found", path);
  }
});

test("an address that exists says which methods it takes", async () => {
  const put = await send(world, "PUT", "/api/sessions");
  assert.equal(outcome(put), "405 method_not_allowed");
  assert.equal(put.headers.get("allow"), "POST, GET, HEAD, DELETE");
  assert.equal((await send(world, "DELETE", "/api/health")).headers.get("allow"), "GET, HEAD");
  assert.equal(outcome(await send(world, "OPTIONS", "/api/sessions")), "405 method_not_allowed");
});

test("an unknown method is not treated as GET", async () => {
  for (const method of ["PROPFIND", "PURGE", "COPY", "REPORT", "SEARCH"]) {
    const {
      status,
      body,
      headers: { allow },
    } = await asked(method, "/api/me");
    const allowed = "GET, HEAD, PATCH";
    assert.deepEqual([status, body.code, allow], [405, "method_not_allowed", allowed], method);
    assert.equal((await asked(method, "/socket")).headers.allow, "GET", method);
  }
});

test("HEAD is GET without a body, except where GET opens a stream or socket", async () => {
  for (const path of ["/api/health", "/api/me", "/api/sessions", "/api/people"]) {
    const { status, text } = await asked("HEAD", path);
    assert.deepEqual([status, text], [200, ""], path);
  }
  assert.equal((await asked("HEAD", "/api/nothing")).status, 404);
  for (const path of ["/socket", "/stream", "/conversations/g0/stream"]) {
    const {
      status,
      headers: { allow },
    } = await asked("HEAD", path);
    assert.deepEqual([status, allow], [405, "GET"], path);
  }
});

/** At the runtime's own entrance, because not every client and proxy passes every method. */
async function asked(method, path) {
  const answer = await world.harness.getWorker().fetch(world.url + path, { method, headers });
  const text = await answer.text();
  const body = text ? JSON.parse(text) : undefined;
  return { status: answer.status, headers: Object.fromEntries(answer.headers), text, body };
}

test("no answer is cached or sniffed as another type", async () => {
  for (const [path, status] of [
    ["/api/health", 200],
    ["/api/me", 401],
    ["/api/nothing", 404],
    ["/socket", 426],
  ]) {
    const answer = await send(world, "GET", path);
    assert.equal(answer.status, status);
    assert.equal(answer.headers.get("cache-control"), "no-store", path);
    assert.equal(answer.headers.get("x-content-type-options"), "nosniff", path);
    assert.match(answer.headers.get("content-type"), /^application\/json/, path);
    assert.match(answer.headers.get("content-security-policy"), /default-src 'none'/, path);
    assert.equal(answer.headers.get("access-control-allow-origin"), null, path);
  }
});

test("streams have the same headers", async () => {
  const health = await send(world, "GET", "/api/health");
  const stream = await world.fetch("/stream", { headers });
  await stream.body.cancel();
  const names = ["cache-control", "x-content-type-options", "referrer-policy"];
  for (const name of [...names, "content-security-policy", "cross-origin-resource-policy"]) {
    assert.ok(health.headers.get(name), name);
    assert.equal(stream.headers.get(name), health.headers.get(name), name);
  }
  assert.match(stream.headers.get("content-type"), /^text\/event-stream/);
  assert.equal(stream.headers.get("x-accel-buffering"), "no");
});

test("a body must be JSON and declare it", async () => {
  const good = '{"title":"Owls"}';
  for (const type of [
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data",
    "",
    "application/jsonp",
  ]) {
    const refused = await createWith(good, { "content-type": type });
    assert.equal(outcome(refused), "400 bad_request", type);
    assert.match(refused.body.message, /application\/json/);
  }
  assert.equal(
    (await createWith(good, { "content-type": "Application/JSON; charset=utf-8" })).status,
    201,
  );
});

test("JSON of another shape is refused with the expected one", async () => {
  const bad = [
    "",
    "{",
    "null",
    "[]",
    "1",
    '{"title":1}',
    '{"topic":"x"}',
    '{"title":"Owls","colour":"red"}',
    '{"title":"a","title":"b"}',
  ];
  const more = [
    '{"title":"Owls","visibility":"secret"}',
    '{"title":"Owls","client_id":"no blanks"}',
    `${"[".repeat(5_000)}`,
    '{"title":"\\ud800"}',
  ];
  for (const body of [...bad, ...more, new Uint8Array([0x7b, 0xff, 0xfe])]) {
    const refused = await createWith(body);
    assert.equal(outcome(refused), "400 bad_request", String(body).slice(0, 40));
    assert.ok(refused.body.message.length < 400);
  }
});

test("a list is not accepted in place of an object", async () => {
  for (const body of ['["Owls"]', ' ["Owls","","public",null]', '\n["Owls"]']) {
    assert.equal(outcome(await createWith(body)), "400 bad_request", body);
  }
  const group = (await createWith('{"title":"Owls"}')).body.conversation.id;
  const line = await Line.open(world.socketUrl(`/conversations/${group}/socket`), headers);
  await line.next("live");
  line.socket.send('["seen",null,null,1,null]');
  assert.equal((await line.next("error")).code, "bad_request");
  await line.close();
  const anna = { token: headers.authorization.slice("Bearer ".length) };
  const stream = await openStream(world, anna, `/conversations/${group}/stream`);
  const { stream: name } = await stream.next("welcome");
  const path = `/conversations/${group}/stream/${name}`;
  const list = ["seen", null, null, 1, null];
  const posted = await send(world, "POST", path, { json: list, headers });
  assert.equal(outcome(posted), "400 bad_request");
  await stream.cancel();
});

test("a malformed row is logged without its content", async () => {
  const secret = "the secret of the owls";
  const group = (await createWith('{"title":"Owls"}')).body.conversation.id;
  const path = `/api/conversations/${group}`;
  const json = { client_id: "a1", body: secret };
  assert.equal((await send(world, "POST", `${path}/posts`, { json, headers })).status, 201);
  await world.sql("ConversationObject", group, "UPDATE messages SET at = body");
  world.harness.clearLogs();
  const page = await send(world, "GET", `${path}/events?after=0`, { headers });
  assert.equal(outcome(page), "500 internal");
  const logs = world
    .logs()
    .map(({ message }) => message)
    .join("\n");
  assert.match(logs, /column 1 of “SELECT .*…” is text, not a number/);
  assert.ok(!logs.includes(secret), logs);
});

test("a body of more than 64 KiB is refused, announced or not", async () => {
  const large = `{"title":"${"x".repeat(LIMIT)}"}`;
  assert.equal(outcome(await createWith(large)), "413 too_large");
  const bytes = new TextEncoder().encode(large);
  const unannounced = new ReadableStream({
    start(stream) {
      stream.enqueue(bytes.slice(0, 1_000));
      stream.enqueue(bytes.slice(1_000));
      stream.close();
    },
  });
  assert.equal(outcome(await createWith(unannounced)), "413 too_large");
  const fits = `{"title":"Owls"${" ".repeat(LIMIT - 16)}}`;
  assert.equal(fits.length, LIMIT);
  assert.equal((await createWith(fits)).status, 201);
});

test("an invalid query is refused", async () => {
  const { body } = await createWith('{"title":"Owls"}');
  const path = `/api/conversations/${body.conversation.id}`;
  const asked = (what) => send(world, "GET", `${path}/${what}`, { headers });
  const pages = [
    "limit=0",
    "limit=101",
    "limit=x",
    "before=-1",
    "after=1.5",
    "before=1&after=1",
    "sort=asc",
    "around=1&before=1",
    "before=99999999999999999999",
  ].map((query) => `timeline?${query}`);
  const events = ["", "?limit=5", "?after=0&limit=101", "?before=1"].map(
    (query) => `events${query}`,
  );
  for (const what of [...pages, ...events]) {
    assert.equal(outcome(await asked(what)), "400 bad_request", what);
  }
  for (const what of ["timeline", "timeline?around=1&limit=100", "events?limit=100&after=0"]) {
    assert.equal((await asked(what)).status, 200, what);
  }
});

test("impossible ids are not found, and nobody writes to themself", async () => {
  const { you } = (await send(world, "GET", "/api/me", { headers })).body;
  for (const id of [
    "x",
    "g",
    "g!",
    "d.x.y",
    `d.${you.id}.${you.id}`,
    "%00",
    "..",
    `g${"0".repeat(21)}`,
  ]) {
    assert.equal(
      (await send(world, "GET", `/api/conversations/${id}/members`, { headers })).status,
      404,
      id,
    );
  }
  const direct = (user) => send(world, "POST", "/api/direct", { json: { user }, headers });
  assert.equal(outcome(await direct(you.id)), "400 bad_request");
  assert.equal(outcome(await direct(`u${"0".repeat(20)}`)), "404 not_found");
  assert.equal(outcome(await direct("anna")), "400 bad_request");
});

test("a plain request to a socket's address is refused and told to upgrade", async () => {
  assert.equal(outcome(await send(world, "GET", "/socket", { headers })), "426 not_upgrade");
});

test("migrations are recorded as wrangler records them", async () => {
  const { DB } = await world.env();
  const { results } = await DB.prepare("SELECT name FROM d1_migrations").all();
  const files = readdirSync(new URL("../../migrations/", import.meta.url)).sort();
  assert.deepEqual(
    results.map(({ name }) => name),
    files,
  );
});

// A cookie works for the chat's own page only; a bearer token works from anywhere (OWASP: CSRF,
// cross-site WebSocket hijacking).
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { PASSWORD, bearer, cookieOf, register, send, sendSecurely } from "../support/door.mjs";
import { GENEROUS } from "../support/generous.mjs";
import { Line } from "../support/line.mjs";
import { startWorld } from "../support/world.mjs";

let world;
let cookie;
let host;
let group;
before(async () => {
  world = await startWorld({ vars: GENEROUS });
  cookie = await cookieOf(world, "anna");
  host = new URL(world.url).host;
  const made = await send(world, "POST", "/api/groups", {
    json: { title: "Owls" },
    headers: { cookie, origin: world.url },
  });
  group = made.body.conversation.id;
});
after(() => world.stop());

/** Every way in which an origin can almost be the own one. */
const foreign = () => [
  "null",
  "https://evil.example",
  "",
  `http://${host}.evil.example`,
  `http://evil-${host}`,
  `http://www.${host}`,
  `http://${host}0`,
  `http://${host.split(":")[0]}`,
  `http://${host.split(":")[0]}:1`,
  `http://localhost:${host.split(":")[1]}`,
  `http://${host}/`,
  `http://${host}@evil.example`,
  `http://evil.example#${world.url}`,
  `${world.url}, https://evil.example`,
];

const open = (path, headers) =>
  Line.open(world.socketUrl(path), headers).then(
    (line) => line.close().then(() => "open"),
    ({ status, code }) => `${status} ${code}`,
  );
const act = async (headers) => {
  const { status, body } = await send(world, "POST", `/api/conversations/${group}/seen`, {
    json: { seq: 1 },
    headers,
  });
  return `${status} ${body?.code ?? "done"}`;
};

test("fourteen foreign origins change nothing and open no socket with the cookie", async () => {
  assert.equal(foreign().length, 14);
  for (const origin of foreign()) {
    assert.equal(await act({ cookie, origin }), "403 wrong_origin", origin);
    assert.equal(await open("/socket", { cookie, origin }), "403 wrong_origin", origin);
    assert.equal(
      await open(`/conversations/${group}/socket`, { cookie, origin }),
      "403 wrong_origin",
      origin,
    );
  }
});

test("http and https are different origins", async () => {
  // Sent to the runtime's own entrance: wrangler's development proxy rewrites an Origin that names
  // its own host.
  await register(world, "dan");
  const json = { handle: "dan", password: PASSWORD, session: "cookie" };
  for (const [origin, status] of [
    ["http://chat.example", 403],
    ["https://chat.example:444", 403],
    ["https://chat.example", 201],
  ]) {
    assert.equal(
      (await sendSecurely(world, "POST", "/api/sessions", { json, headers: { origin } })).status,
      status,
      origin,
    );
  }
});

test("without an origin the cookie changes nothing and opens no socket", async () => {
  assert.equal(await act({ cookie }), "403 wrong_origin");
  assert.equal(await open("/socket", { cookie }), "403 wrong_origin");
  assert.equal(await open(`/conversations/${group}/socket`, { cookie }), "403 wrong_origin");
});

test("the own origin may change things and open sockets", async () => {
  assert.equal(await act({ cookie, origin: world.url }), "204 done");
  assert.equal(await open("/socket", { cookie, origin: world.url }), "open");
  assert.equal(await open(`/conversations/${group}/socket`, { cookie, origin: world.url }), "open");
});

test("a browser's statement that a request is cross-site is believed", async () => {
  for (const site of ["cross-site", "same-site"]) {
    assert.equal(
      await act({ cookie, origin: world.url, "sec-fetch-site": site }),
      "403 wrong_origin",
    );
    assert.equal(
      await open("/socket", { cookie, origin: world.url, "sec-fetch-site": site }),
      "403 wrong_origin",
    );
  }
  assert.equal(
    await act({ cookie, origin: world.url, "sec-fetch-site": "same-origin" }),
    "204 done",
  );
});

test("reading needs no origin, but a foreign one is refused, on streams too", async () => {
  const read = async (path, headers) => {
    const answer = await world.fetch(path, { headers: { cookie, ...headers } });
    await answer.body.cancel();
    return answer.status;
  };
  const { token } = (await register(world, "eve")).body;
  for (const path of ["/api/me", "/stream", `/conversations/${group}/stream`]) {
    assert.equal(await read(path, {}), 200, path);
    assert.equal(await read(path, { origin: world.url }), 200, path);
    assert.equal(await read(path, { origin: "https://evil.example" }), 403, path);
    for (const site of ["same-origin", "none"]) {
      assert.equal(await read(path, { "sec-fetch-site": site }), 200, path);
    }
    for (const site of ["same-site", "cross-site"]) {
      const elsewhere = { "sec-fetch-site": site };
      assert.equal(await read(path, elsewhere), 403, `${path} from a ${site} page`);
      assert.notEqual(await read(path, { ...elsewhere, ...bearer(token) }), 403, "a token");
    }
  }
});

test("a bearer token works from anywhere, even beside a cookie that does not", async () => {
  const { token } = (await register(world, "bo")).body;
  for (const origin of foreign()) {
    assert.equal(await open("/socket", { ...bearer(token), origin }), "open", origin);
    assert.equal(await open("/socket", { ...bearer(token), cookie, origin }), "open", origin);
  }
  assert.equal(await open("/socket", bearer(token)), "open");
});

test("a page of another site cannot sign a browser in", async () => {
  const json = { handle: "anna", password: PASSWORD, session: "cookie" };
  for (const headers of [
    {},
    { origin: "https://evil.example" },
    { origin: world.url, "sec-fetch-site": "cross-site" },
  ]) {
    const { status, body } = await send(world, "POST", "/api/sessions", { json, headers });
    assert.deepEqual([status, body.code], [403, "wrong_origin"]);
  }
});

test("strangers open no socket, and a refused one wakes no object", async () => {
  const nobody = { ...bearer("0".repeat(64)) };
  for (const headers of [
    {},
    nobody,
    { origin: world.url },
    { cookie: "dormouse=x", origin: world.url },
  ]) {
    assert.equal(await open("/socket", headers), "401 not_signed_in");
    assert.equal(
      await open("/conversations/g0000000000000000000z/socket", headers),
      "401 not_signed_in",
    );
  }
  const before = await world.objectIds("ConversationObject");
  const [one, other] = [`u${"0".repeat(20)}`, `u${"1".repeat(20)}`];
  assert.equal(
    await open(`/conversations/d.${one}.${other}/socket`, { cookie, origin: world.url }),
    "404 not_found",
  );
  assert.deepEqual(await world.objectIds("ConversationObject"), before);
});

test("a call that a client forges is not passed on", async () => {
  const stranger = (await register(world, "cleo")).body;
  const forged = JSON.stringify({
    caller: { id: `u${"0".repeat(20)}`, handle: "anna", session: stranger.session.id },
  });
  const line = await Line.open(world.socketUrl("/socket"), {
    ...bearer(stranger.token),
    "x-dormouse-call": forged,
  });
  assert.deepEqual((await line.next("welcome")).you, stranger.you);
  await line.close();
});

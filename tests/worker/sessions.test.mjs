// Sessions: how they are stored, listed and ended.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import {
  PASSWORD,
  bearer,
  cookieOf,
  patiently,
  register,
  send,
  sendSecurely,
  signIn,
} from "../support/door.mjs";
import { GENEROUS } from "../support/generous.mjs";
import { Line } from "../support/line.mjs";
import { startWorld } from "../support/world.mjs";

const DAY = 24 * 60 * 60 * 1000;

let world;
before(async () => (world = await startWorld({ vars: GENEROUS })));
after(() => world.stop());

const me = async (headers) => (await send(world, "GET", "/api/me", { headers })).status;
const list = async (token) =>
  (await send(world, "GET", "/api/sessions", { headers: bearer(token) })).body.sessions;

test("each sign-in has a new token of 256 bits, which is stored nowhere", async () => {
  const first = (await register(world, "anna")).body;
  const second = (await signIn(world, "anna")).body;
  assert.notEqual(first.token, second.token);
  assert.match(first.token, /^[0-9a-f]{64}$/);
  const { DB } = await world.env();
  for (const table of ["sessions", "accounts"]) {
    const { results } = await DB.prepare(`SELECT * FROM ${table}`).all();
    assert.ok(results.length > 0 && !JSON.stringify(results).includes(first.token));
  }
});

test("over plain http the cookie is HttpOnly, and no token is shown", async () => {
  const json = { handle: "bo", password: PASSWORD, session: "cookie" };
  const { status, headers, body } = await send(world, "POST", "/api/accounts", {
    json,
    headers: { origin: world.url },
  });
  assert.deepEqual([status, "token" in body], [201, false]);
  assert.match(
    headers.get("set-cookie"),
    /^dormouse=[0-9a-f]{64}; Path=\/; Max-Age=34560000; HttpOnly; SameSite=Lax$/,
  );
  assert.equal(await me({ cookie: headers.get("set-cookie").split(";")[0] }), 200);
});

test("over https the cookie is __Host- and Secure, and the plain one opens nothing", async () => {
  await register(world, "cleo");
  const json = { handle: "cleo", password: PASSWORD, session: "cookie" };
  const origin = "https://chat.example";
  const { headers } = await sendSecurely(world, "POST", "/api/sessions", {
    json,
    headers: { origin },
  });
  assert.match(
    headers.get("set-cookie"),
    /^__Host-dormouse=[0-9a-f]{64}; Path=\/; Max-Age=34560000; HttpOnly; SameSite=Lax; Secure$/,
  );
  const cookie = headers.get("set-cookie").split(";")[0];
  assert.equal((await sendSecurely(world, "GET", "/api/me", { headers: { cookie } })).status, 200);
  const plain = cookie.replace("__Host-", "");
  assert.equal(
    (await sendSecurely(world, "GET", "/api/me", { headers: { cookie: plain } })).status,
    401,
  );
});

test("a bad token signs nobody in", async () => {
  const { token } = (await register(world, "dan")).body;
  const bad = [
    "",
    "x",
    token.slice(1),
    `${token}0`,
    token.toUpperCase(),
    "0".repeat(64),
    `${token} ${token}`,
    "' OR 1=1 --",
  ];
  for (const text of bad) assert.equal(await me(bearer(text)), 401, text);
  assert.equal(await me({}), 401);
  assert.equal(await me({ authorization: `Basic ${token}` }), 401);
  assert.equal(await me({ cookie: `other=${token}; xdormouse=${token}` }), 401);
  assert.equal(await me({ authorization: `bearer ${token}` }), 200);
  assert.equal(
    await me({ ...bearer("x"), cookie: `dormouse=${token}` }),
    401,
    "a bearer token needs no cookie",
  );
});

test("a page that opens asks who is signed in, and nobody is no error", async () => {
  const cookie = await cookieOf(world, "quinn");
  const session = async (headers) => {
    const { status, body } = await send(world, "GET", "/api/session", { headers });
    assert.equal(status, 200);
    return body;
  };
  const { body } = await send(world, "GET", "/api/me", { headers: { cookie } });
  assert.deepEqual(await session({ cookie }), body);
  assert.equal(body.you.handle, "quinn");
  const headers = { cookie, origin: world.url };
  assert.equal((await send(world, "DELETE", "/api/session", { headers })).status, 204);
  for (const nobody of [{}, { cookie }, { cookie: "dormouse=nonsense" }, bearer("x")])
    assert.deepEqual(await session(nobody), { you: null }, JSON.stringify(nobody));
});

test("signing out ends this session, takes the cookie away, and leaves the others", async () => {
  const cookie = await cookieOf(world, "eve");
  const { token } = (await signIn(world, "eve")).body;
  const out = await send(world, "DELETE", "/api/session", {
    headers: { cookie, origin: world.url },
  });
  assert.equal(out.status, 204);
  assert.match(out.headers.get("set-cookie"), /^dormouse=; Path=\/; Max-Age=0;/);
  assert.equal(await me({ cookie }), 401);
  assert.equal(await me(bearer(token)), 200);
});

/** Signs in with a browser that may have this cookie already. Returns its new cookie. */
async function signInAgain(handle, cookie, { origin = world.url, ...more } = {}) {
  const json = { handle, password: PASSWORD, session: "cookie", ...more };
  const headers = cookie ? { origin, cookie } : { origin };
  const answer = await patiently(() => send(world, "POST", "/api/sessions", { json, headers }));
  return { ...answer, cookie: answer.headers.get("set-cookie")?.split(";")[0] };
}

test("a browser that signs in again ends the session it had, and its sockets", async () => {
  const first = await cookieOf(world, "kim");
  const socket = await Line.open(world.socketUrl("/socket"), { cookie: first, origin: world.url });
  await socket.next("welcome");
  const { cookie } = await signInAgain("kim", first);
  assert.deepEqual(await socket.closed, { code: 4001, reason: "signed out" });
  assert.deepEqual([await me({ cookie: first }), await me({ cookie })], [401, 200]);
});

test("the old session ends even if it was another person's, or if an account is created", async () => {
  const lena = await cookieOf(world, "lena");
  const other = await signInAgain("lena");
  await register(world, "mia");
  const mia = await signInAgain("mia", lena);
  assert.deepEqual([await me({ cookie: lena }), await me({ cookie: mia.cookie })], [401, 200]);
  assert.equal(await me({ cookie: other.cookie }), 200, "her other devices stay signed in");
  const json = { handle: "nora", password: PASSWORD, session: "cookie" };
  const headers = { origin: world.url, cookie: mia.cookie };
  const made = await patiently(() => send(world, "POST", "/api/accounts", { json, headers }));
  assert.equal(made.status, 201);
  assert.equal(await me({ cookie: mia.cookie }), 401);
});

test("a browser that gets no new cookie keeps the old one", async () => {
  const cookie = await cookieOf(world, "olaf");
  assert.equal((await signInAgain("olaf", cookie, { password: "not the password" })).status, 401);
  assert.equal((await signInAgain("olaf", cookie, { session: "token" })).status, 201);
  assert.equal((await signInAgain("olaf", "dormouse=nonsense")).status, 201);
  assert.equal(await me({ cookie }), 200);
  const { token } = (await signIn(world, "olaf")).body;
  const json = { handle: "olaf", password: PASSWORD, session: "cookie" };
  const headers = { origin: world.url, ...bearer(token) };
  await patiently(() => send(world, "POST", "/api/sessions", { json, headers }));
  assert.equal(await me(bearer(token)), 200, "a token belongs to its program");
});

test("the list names each session, the last used first, and says which this is", async () => {
  const { token } = (await register(world, "finn", PASSWORD, { label: " Kitchen tablet " })).body;
  const headers = {
    "user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0",
  };
  await signIn(world, "finn", PASSWORD, { headers });
  const sessions = await list(token);
  assert.deepEqual(sessions.map(({ label }) => label).sort(), [
    "Firefox on Linux",
    "Kitchen tablet",
  ]);
  assert.deepEqual(
    sessions.filter(({ current }) => current).map(({ label }) => label),
    ["Kitchen tablet"],
  );
  assert.equal(
    (await register(world, "finja", PASSWORD, { label: "x".repeat(65) })).body.code,
    "bad_request",
  );
});

test("one session is ended by name, and only by its owner", async () => {
  const mine = (await register(world, "gina")).body;
  const other = (await signIn(world, "gina")).body;
  const stranger = (await register(world, "hank")).body;
  const end = async (id, token) =>
    (await send(world, "DELETE", `/api/sessions/${id}`, { headers: bearer(token) })).status;
  assert.equal(await end(other.session.id, stranger.token), 404);
  assert.equal(await end(other.session.id, mine.token), 204);
  assert.equal(await end(other.session.id, mine.token), 404);
  assert.equal(await end("nonsense", mine.token), 404);
  assert.equal(await me(bearer(other.token)), 401);
  assert.equal(await me(bearer(mine.token)), 200);
});

test("all the others are ended at once", async () => {
  const { token } = (await register(world, "iris")).body;
  const others = await Promise.all([1, 2, 3].map(() => signIn(world, "iris")));
  assert.equal(
    (await send(world, "DELETE", "/api/sessions", { headers: bearer(token) })).status,
    204,
  );
  assert.equal((await list(token)).length, 1);
  for (const { body } of others) assert.equal(await me(bearer(body.token)), 401);
});

test("the 101st session ends the one unused for longest, with its sockets", async () => {
  const first = (await register(world, "pia")).body;
  const socket = await Line.open(world.socketUrl("/socket"), bearer(first.token));
  await socket.next("welcome");
  const { DB } = await world.env();
  const columns = "token_hash, id, user, created_at, used_at, label";
  const row = DB.prepare(`INSERT INTO sessions (${columns}) VALUES (?, ?, ?, 0, ?, '')`);
  const later = Date.now() + 1_000;
  const rows = Array.from({ length: 99 }, (_, nth) =>
    row.bind(`pia${nth}`, `s${String(nth).padStart(20, "0")}`, first.you.id, later),
  );
  await DB.batch(rows);
  assert.equal(await me(bearer(first.token)), 200);
  const { token } = (await signIn(world, "pia")).body;
  assert.equal((await socket.closed).code, 4001);
  assert.deepEqual([await me(bearer(first.token)), await me(bearer(token))], [401, 200]);
});

test("a session ends after 90 days without use, and use is noted once an hour", async () => {
  const { token, session } = (await register(world, "jack")).body;
  const { DB } = await world.env();
  const used = async () =>
    (await DB.prepare("SELECT used_at FROM sessions WHERE id = ?").bind(session.id).first())
      .used_at;
  const age = (by) =>
    DB.prepare("UPDATE sessions SET used_at = ? WHERE id = ?")
      .bind(Date.now() - by, session.id)
      .run();
  await age(DAY / 48);
  const before = await used();
  assert.equal(await me(bearer(token)), 200);
  assert.equal(await used(), before, "half an hour causes no write");
  await age(89 * DAY);
  assert.equal(await me(bearer(token)), 200);
  assert.ok(Date.now() - (await used()) < DAY, "use renews it");
  await age(90 * DAY);
  assert.equal(await me(bearer(token)), 401);
});

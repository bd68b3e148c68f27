// The two links themselves: a WebSocket that is pinged and found dead, and the event stream with
// its posts.

import assert from "node:assert/strict";
import test from "node:test";
import { PING_EVERY, PONG_IN_DOUBT, PONG_WITHIN, SocketLink } from "../../public/net/socket.ts";
import { SILENCE, StreamLink } from "../../public/net/stream.ts";
import { ask, Refusal } from "../../public/net/api.ts";
import { handClock, settled } from "./world.mjs";

class FakeSocket {
  static last = null;
  said = [];
  readyState = 0;
  closed = null;
  constructor(url) {
    this.url = url;
    FakeSocket.last = this;
  }
  opens() {
    this.readyState = 1;
    this.onopen();
  }
  send(text) {
    this.said.push(text);
  }
  close(code) {
    this.closed = code ?? "closed";
  }
}

function socketWorld() {
  const clock = handClock();
  const link = new SocketLink("ws://x/socket", { clock, WebSocket: FakeSocket });
  const it = { clock, link, socket: FakeSocket.last, texts: [], downs: [] };
  link.addEventListener("text", ({ detail }) => it.texts.push(detail));
  link.addEventListener("down", ({ detail }) => it.downs.push(detail.code));
  return it;
}

test("a socket is pinged every 25 s and counts as dead 15 s after an unanswered ping", async () => {
  const it = socketWorld();
  it.socket.opens();
  await it.clock.pass(PING_EVERY);
  assert.deepEqual(it.socket.said, ["ping"]);
  it.socket.onmessage({ data: "pong" });
  await it.clock.pass(PING_EVERY);
  assert.deepEqual([it.socket.said.length, it.downs, it.texts], [2, [], []]);
  await it.clock.pass(PONG_WITHIN - 1);
  assert.deepEqual(it.downs, []);
  await it.clock.pass(1);
  assert.deepEqual([it.downs, it.socket.closed], [[1006], "closed"]);
  it.socket.onclose({ code: 1006 });
  assert.equal(it.downs.length, 1, "one end");
});

test("in doubt it pings at once and waits less", async () => {
  const it = socketWorld();
  it.link.check();
  assert.deepEqual(it.socket.said, [], "not open yet");
  it.socket.opens();
  it.link.check();
  assert.deepEqual(it.socket.said, ["ping"]);
  await it.clock.pass(PONG_IN_DOUBT);
  assert.deepEqual(it.downs, [1006]);
});

test("a close reports its code once; the page's own close reports nothing", () => {
  const it = socketWorld();
  it.socket.opens();
  it.socket.onmessage({ data: "{}" });
  it.socket.onclose({ code: 4003 });
  assert.deepEqual([it.texts, it.downs, it.clock.waiting], [["{}"], [4003], 0]);
  const own = socketWorld();
  own.link.close();
  own.socket.onclose({ code: 1000 });
  assert.deepEqual([own.downs, own.socket.closed], [[], 1000]);
});

/** A fetch that the test controls: one stream that can be fed, and posts with prepared answers. */
function streamWorld({ status = 200, answers = [] } = {}) {
  const clock = handClock();
  const posts = [];
  let feed;
  const body = new ReadableStream({ start: (controller) => (feed = controller) });
  const fetch = async (url, init = {}) => {
    if (init.method !== "POST") return new Response(status === 200 ? body : "{}", { status });
    posts.push([url, JSON.parse(init.body)]);
    const [code, refusal] = answers.shift() ?? [204];
    return new Response(code === 204 ? null : JSON.stringify(refusal ?? {}), { status: code });
  };
  const link = new StreamLink("/conversations/g1/stream?since=3", { clock, fetch });
  const it = {
    clock,
    link,
    posts,
    texts: [],
    downs: [],
    says: async (text) => (
      feed.enqueue(new TextEncoder().encode(text)),
      await settled(),
      await settled()
    ),
    ends: async () => (feed.close(), await settled(), await settled()),
  };
  link.addEventListener("text", ({ detail }) => it.texts.push(detail));
  link.addEventListener("down", ({ detail }) => it.downs.push(detail.code));
  return it;
}

test("frames arrive as events; posts wait for the stream's name and leave one at a time", async () => {
  const it = streamWorld();
  await settled();
  await it.says('data: {"type":"welcome"}\n\n: still here\n\ndata: {"ty');
  await it.says('pe":"live"}\n\n');
  assert.deepEqual(it.texts, ['{"type":"welcome"}', '{"type":"live"}']);
  it.link.send('{"n":1}');
  it.link.send('{"n":2}');
  assert.deepEqual(it.posts, []);
  it.link.named("x/1");
  await settled();
  await settled();
  assert.deepEqual(it.posts, [
    ["/conversations/g1/stream/x%2F1", { n: 1 }],
    ["/conversations/g1/stream/x%2F1", { n: 2 }],
  ]);
});

test("a refused post becomes an error frame; a missing stream ends the link", async () => {
  const it = streamWorld({
    answers: [
      [429, { code: "too_fast", message: "Slow down.", retry_after: 2 }],
      [410, {}],
    ],
  });
  await settled();
  it.link.named("x");
  it.link.send("{}");
  await settled();
  await settled();
  assert.deepEqual(JSON.parse(it.texts[0]), {
    type: "error",
    code: "too_fast",
    message: "Slow down.",
    retry_after: 2,
  });
  it.link.send("{}");
  await settled();
  await settled();
  assert.deepEqual(it.downs, [1006]);
});

test("a status means the same as a close code", async () => {
  for (const [status, code] of [
    [401, 4001],
    [404, 4003],
    [429, 4008],
    [500, 1006],
  ]) {
    const it = streamWorld({ status });
    await settled();
    await settled();
    assert.deepEqual(it.downs, [code]);
  }
});

test("a silent or ended stream is lost; a closed one reports nothing", async () => {
  const silent = streamWorld();
  await silent.clock.pass(SILENCE);
  assert.deepEqual(silent.downs, [1006]);
  const over = streamWorld();
  await settled();
  await over.ends();
  assert.deepEqual(over.downs, [1006]);
  const closed = streamWorld();
  await settled();
  closed.link.close();
  await settled();
  assert.deepEqual([closed.downs, closed.clock.waiting], [[], 0]);
});

test("a refusal over HTTP carries the server's sentence; other failures carry the page's own", async () => {
  const answering = (status, text) => ({ fetch: async () => new Response(text, { status }) });
  const refusal = await ask(
    "GET",
    "/x",
    undefined,
    answering(409, '{"code":"taken","message":"Taken."}'),
  ).catch((error) => error);
  assert.ok(refusal instanceof Refusal);
  assert.deepEqual([refusal.code, refusal.message, refusal.status], ["taken", "Taken.", 409]);
  assert.equal(
    (await ask("GET", "/x", undefined, answering(502, "<html>")).catch((error) => error)).code,
    "internal",
  );
  assert.equal(
    (await ask("GET", "/x", undefined, answering(200, "<html>")).catch((error) => error)).code,
    "internal",
  );
  assert.equal(
    (
      await ask("GET", "/x", undefined, {
        fetch: async () => Promise.reject(new TypeError()),
      }).catch((error) => error)
    ).code,
    "unreachable",
  );
  assert.equal(
    await ask("DELETE", "/x", undefined, {
      fetch: async () => new Response(null, { status: 204 }),
    }),
    null,
  );
});

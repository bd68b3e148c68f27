// HTTP requests: what the page makes of their answers.

import assert from "node:assert/strict";
import test from "node:test";
import { api, ask, Refusal } from "../../public/net/api.ts";
import { ana } from "./world.mjs";

const answering = (status, text) => async () => new Response(text, { status });

/** Asks `api` while every request gets this answer. Returns the addresses too. */
async function given(status, value, question) {
  const { fetch } = globalThis;
  const asked = [];
  globalThis.fetch = async (path) => {
    asked.push(path);
    return new Response(JSON.stringify(value), { status });
  };
  try {
    return { asked, answer: await question().catch((refusal) => refusal) };
  } finally {
    globalThis.fetch = fetch;
  }
}

test("who is signed in is asked where being signed out is no error", async () => {
  const me = { you: ana, session: { id: "s1" } };
  assert.deepEqual(await given(200, me, api.me), { asked: ["/api/session"], answer: me });
  const { answer } = await given(200, { you: null }, api.me);
  assert.deepEqual([answer.code, answer.status], ["not_signed_in", 401]);
});

test("a refusal has the server's code, sentence, parameters and wait", async () => {
  const body = { code: "too_fast", message: "Wait.", params: { limit: 3 }, retry_after: 7 };
  const fetch = answering(429, JSON.stringify(body));
  const refusal = await ask("GET", "/api/x", undefined, { fetch }).catch((error) => error);
  const { code, message, params, retryAfter, status } = refusal;
  assert.deepEqual(
    [code, message, params, retryAfter, status],
    ["too_fast", "Wait.", { limit: 3 }, 7, 429],
  );
});

test("an answer that is no JSON, and none at all, are refusals too", async () => {
  const refused = (fetch) => ask("GET", "/api/x", undefined, { fetch }).catch((error) => error);
  for (const [fetch, code, status] of [
    [answering(200, "<html>hotel</html>"), "internal", 200],
    [answering(502, "<html>bad gateway</html>"), "internal", 502],
    [answering(500, "[]"), "internal", 500],
    [async () => Promise.reject(new TypeError("cut")), "unreachable", 0],
  ]) {
    const refusal = await refused(fetch);
    assert.ok(refusal instanceof Refusal);
    assert.deepEqual([refusal.code, refusal.status], [code, status]);
  }
  assert.equal(await ask("DELETE", "/api/x", undefined, { fetch: answering(200, "") }), null);
});

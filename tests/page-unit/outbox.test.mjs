// Optimistic posts: whatever the order of echo, loss and answer, each message is there once, or
// says why not.

import assert from "node:assert/strict";
import test from "node:test";
import * as outbox from "../../public/model/outbox.ts";
import { ana, ben, message } from "./world.mjs";

const post = (client_id, at = 0) => ({ client_id, body: client_id, at });
const two = outbox.added(outbox.added([], post("a")), post("b"));
const ids = (posts) => posts.map((one) => one.client_id);
const echo = (seq, client_id, author = ana) => message(seq, author, client_id, { client_id });

test("a post is due at once, again after 10 s without an echo, and in order", () => {
  assert.deepEqual(ids(outbox.due(two, 0)), ["a", "b"]);
  const said = outbox.said(two, "a", 0);
  assert.deepEqual(ids(outbox.due(said, 9_999)), ["b"]);
  assert.deepEqual(ids(outbox.due(said, 10_000)), ["a", "b"]);
});

test("the echo removes a post; another person's message with the same client_id does not", () => {
  assert.deepEqual(ids(outbox.stored(two, [echo(1, "a")], { me: ana.id })), ["b"]);
  assert.deepEqual(ids(outbox.stored(two, [echo(1, "a", ben)], { me: ana.id })), ["a", "b"]);
});

test("a post lost before its echo is sent again, and the echo of either removes it", () => {
  const unsure = outbox.unsure(outbox.said(outbox.said(two, "a", 0), "b", 0));
  assert.deepEqual(ids(outbox.due(unsure, 1)), ["a", "b"]);
  assert.deepEqual(
    ids(outbox.stored(unsure, [echo(1, "a"), echo(2, "b")], { me: ana.id })),
    [],
    "echo among what was missed",
  );
  const again = outbox.said(unsure, "a", 1);
  assert.deepEqual(ids(outbox.posted(again, echo(1, "a"), 1)), ["b"], "`posted` after its echo");
});

test("after `posted` a post is not sent again, and leaves when the log reaches it", () => {
  const sent = outbox.posted(outbox.said(two, "a", 0), echo(7, "a"), 5);
  assert.equal(sent[0].state, "sent");
  assert.deepEqual(ids(outbox.due(sent, 60_000)), ["b"]);
  assert.deepEqual(ids(outbox.stored(sent, [message(6, ben)], { me: ana.id })), ["a", "b"]);
  assert.deepEqual(ids(outbox.stored(sent, [echo(7, "a")], { me: ana.id })), ["b"]);
  assert.deepEqual(
    ids(outbox.stored(sent, [message(8, ben)], { me: ana.id })),
    ["b"],
    "also after a reset that skipped it",
  );
});

test("a permanent refusal is a failure with the server's code and sentence", () => {
  for (const code of ["client_id_reused", "bad_message", "not_found", "too_large"]) {
    const [failed] = outbox.refused(two, { code, message: "Because.", client_id: "a" }, 0);
    assert.deepEqual([failed.state, failed.message, failed.code], ["failed", "Because.", code]);
  }
  assert.deepEqual(
    ids(
      outbox.due(outbox.refused(two, { code: "bad_message", message: "", client_id: "a" }, 0), 0),
    ),
    ["b"],
  );
});

test("after too_fast a post waits for retry_after, and so do the posts behind it", () => {
  const waiting = outbox.refused(
    outbox.said(two, "a", 0),
    { code: "too_fast", message: "", client_id: "a", retry_after: 3 },
    1_000,
  );
  assert.deepEqual(outbox.due(waiting, 3_999), []);
  assert.deepEqual(ids(outbox.due(waiting, 4_000)), ["a", "b"]);
});

test("a server that stays busy is a failure in the end", () => {
  let posts = two;
  for (let time = 0; time < 100_000; time += 10_000) {
    posts = outbox.said(posts, "a", time);
    posts = outbox.refused(posts, { code: "busy", message: "Try again.", client_id: "a" }, time);
  }
  assert.equal(posts[0].state, "failed");
});

test("a retry keeps the client_id, unless that was refused", () => {
  const failed = (code) => outbox.refused(two, { code, message: "", client_id: "a" }, 0);
  assert.deepEqual(ids(outbox.retried(failed("not_found"), "a", "new")), ["a", "b"]);
  assert.deepEqual(ids(outbox.retried(failed("client_id_reused"), "a", "new")), ["new", "b"]);
  assert.deepEqual(ids(outbox.due(outbox.retried(failed("not_found"), "a", "new"), 0)), ["a", "b"]);
  assert.deepEqual(outbox.retried(two, "a", "new"), two, "a post on its way is not touched");
});

test("a long queue is sent ten at a time", () => {
  let posts = [];
  for (let at = 0; at < 30; at += 1) posts = outbox.added(posts, post(`p${at}`, at));
  const first = outbox.due(posts, 0);
  assert.equal(first.length, outbox.UNDER_WAY);
  posts = first.reduce((rest, one) => outbox.said(rest, one.client_id, 0), posts);
  assert.deepEqual(outbox.due(posts, 1), []);
  posts = outbox.stored(posts, [echo(1, "p0")], { me: ana.id });
  assert.deepEqual(ids(outbox.due(posts, 1)), ["p10"]);
});

test("removal from the conversation fails unsent posts; failed ones keep their reason", () => {
  const failed = outbox.refused(two, { code: "bad_message", message: "Rule.", client_id: "a" }, 0);
  assert.deepEqual(
    outbox.failedAll(failed, outbox.NOT_A_MEMBER).map(({ code, message }) => [code, message]),
    [
      ["bad_message", "Rule."],
      ["not_a_member", ""],
    ],
  );
});

test("the same post is added once", () => assert.equal(outbox.added(two, post("a")), two));

// The outbox ends: a post that nobody answers fails, blocks nothing, and gives its text back.

import assert from "node:assert/strict";
import test from "node:test";
import * as outbox from "../../public/model/outbox.ts";
import { ana, message } from "./world.mjs";

const post = (client_id, at = 0) => ({ client_id, body: `text of ${client_id}`, at });
const many = (count) =>
  Array.from({ length: count }, (_, nth) => post(`p${nth}`, nth)).reduce(outbox.added, []);
const states = (posts) => posts.map((one) => one.state);

/** What the page does each second while it is connected. `hears(frame)` sees what it sends. */
function passes(posts, from, until, hears = () => {}) {
  for (let now = from; now <= until; now += 1_000) {
    posts = outbox.expired(posts, now);
    for (const { client_id } of outbox.due(posts, now)) {
      posts = outbox.said(posts, client_id, now);
      hears(client_id, now);
    }
  }
  return posts;
}

test("a post without an answer fails after four repeats", () => {
  const sends = [];
  const posts = passes(many(1), 0, 60_000, (_id, now) => sends.push(now / 1_000));
  assert.deepEqual(sends, [0, 10, 20, 30, 40]);
  assert.deepEqual([posts[0].state, posts[0].code], ["failed", "unanswered"]);
  assert.equal(passes(many(1), 0, 49_000)[0].state, "sending");
});

test("a lost connection is no repeat, but a post is not sent for ever", () => {
  let posts = many(1);
  for (let nth = 0; nth < 5; nth += 1) {
    posts = outbox.unsure(passes(posts, nth * 60_000, nth * 60_000 + 30_000));
    assert.equal(posts[0].state, "sending");
  }
  assert.equal(passes(posts, 400_000, 500_000)[0].state, "failed");
});

test("ten posts that nobody answers do not hold back the next ones", () => {
  const heard = new Set();
  passes(many(12), 0, 11_000, (client_id) => heard.add(client_id));
  assert.ok(heard.has("p10") && heard.has("p11"));
  assert.deepEqual(new Set(states(passes(many(12), 0, 80_000))), new Set(["failed"]));
});

test("a refusal that names one post leaves the others on their way", () => {
  const said = passes(many(3), 0, 0);
  const refusal = { code: "bad_message", message: "Rule.", params: { rule: "blank" } };
  const posts = outbox.refused(said, { ...refusal, client_id: "p1" }, 0);
  assert.deepEqual(states(posts), ["sending", "failed", "sending"]);
  assert.deepEqual(posts[1].params, { rule: "blank" });
  assert.equal(outbox.refused(said, refusal, 0), said, "a refusal that names none changes none");
});

test("a failed post can be sent again, edited or discarded", () => {
  const posts = passes(many(2), 0, 60_000);
  const again = outbox.retried(posts, "p0", "new");
  assert.deepEqual(states(again), ["sending", "failed"]);
  assert.equal(passes(again, 60_000, 70_000)[0].state, "sending", "it has all its repeats again");
  const taken = outbox.takenBack(posts, "p1");
  assert.deepEqual([taken.posts, taken.taken.body], [[posts[0]], "text of p1"]);
  assert.deepEqual(outbox.discarded(posts, "p0"), [posts[1]]);
  const under = many(1);
  assert.deepEqual(outbox.takenBack(under, "p0"), { posts: under, taken: null }, "on its way");
});

test("an echo that comes too late takes the failed post away", () => {
  const posts = passes(many(1), 0, 60_000);
  const echo = message(7, ana, "text of p0", { client_id: "p0" });
  assert.deepEqual(outbox.stored(posts, [echo], { me: ana.id }), []);
});

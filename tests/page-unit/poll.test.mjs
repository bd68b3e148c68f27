// The third way: short requests at a pace, which look like a socket to the rest of the page.

import assert from "node:assert/strict";
import test from "node:test";
import { pauseAfter, SELDOM, SOON } from "../../public/net/pace.ts";
import { ANSWER_WITHIN } from "../../public/net/poll.ts";
import { ConversationPoll, InboxPoll } from "../../public/net/polls.ts";
import {
  ana,
  ben,
  events,
  handClock,
  memberOf,
  message,
  page,
  settled,
  welcome,
} from "./world.mjs";

const MINUTE = 60_000;
const live = (head) => ({ type: "live", head });
const polled = (...frames) => ({ frames });
const quiet = polled(welcome({ head: 2 }), live(2));
const first = polled(welcome({ head: 2 }), page(message(1, ben), message(2, ben)), live(2));

/**
 * A server that the test controls: polls get `answer` (or what it returns for the path), and other
 * requests get `answers`.
 */
function world({ Link = ConversationPoll, url = "/conversations/g1/poll", answer = first } = {}) {
  const clock = handClock();
  const it = { clock, answer, answers: [], asked: [], posts: [], frames: [], downs: [] };
  const fetch = async (path, { method, body, signal }) => {
    if (method === "POST") it.posts.push([path, JSON.parse(body)]);
    else it.asked.push(path);
    const told = typeof it.answer === "function" ? it.answer(path) : it.answer;
    const [status, value] = method === "POST" ? (it.answers.shift() ?? [204]) : [200, told];
    if (value === "nothing") return new Promise((_, no) => signal.addEventListener("abort", no));
    if (value instanceof Response) return value;
    return new Response(status === 204 ? null : JSON.stringify(value), { status });
  };
  it.link = new Link(url, { clock, fetch });
  it.link.addEventListener("text", ({ detail }) => it.frames.push(JSON.parse(detail)));
  it.link.addEventListener("down", ({ detail }) => it.downs.push(detail.code));
  it.says = (frame) => it.link.send(JSON.stringify(frame));
  it.passes = async (ms) => {
    await clock.pass(ms);
    for (let nth = 0; nth < 6; nth += 1) await settled();
  };
  /** In small steps, because the arrival of an answer schedules the next poll. */
  it.goesBy = async (ms) => {
    for (let gone = 0; gone < ms; gone += 500) await it.passes(500);
  };
  it.types = () => it.frames.splice(0).map(({ type }) => type);
  return it;
}

test("the first answer passes on as it is, and later polls continue from it", async () => {
  const it = world();
  await it.passes(0);
  assert.deepEqual(it.types(), ["welcome", "page", "live"]);
  it.answer = polled(welcome({ head: 3 }), events(message(3, ben)), live(3));
  await it.passes(SOON);
  assert.deepEqual(it.types(), ["events"]);
  await it.passes(SOON);
  const path = "/conversations/g1/poll";
  const asked = [path, `${path}?since=2&epoch=e1`, `${path}?since=3&epoch=e1`];
  assert.deepEqual(it.asked, asked);
});

test("what the page holds is not asked for again", async () => {
  const url = "/conversations/g1/poll?since=2&epoch=e1";
  const it = world({ url, answer: quiet });
  await it.passes(0);
  assert.deepEqual([it.asked, it.types()], [[url], ["welcome", "live"]]);
});

test("while more is waiting it polls at once, and is live when nothing is left", async () => {
  const rest = [[events(message(1, ben))], [events(message(2, ben)), live(2)], [live(2)]];
  const answer = (path) => polled(welcome({ head: 2 }), ...rest[/since=(\d)/.exec(path)[1]]);
  const it = world({ url: "/conversations/g1/poll?since=0&epoch=e1", answer });
  await it.passes(0);
  await it.passes(0);
  assert.deepEqual([it.types(), it.asked.length], [["welcome", "events", "events", "live"], 2]);
});

test("a reset passes on with everything after it", async () => {
  const it = world();
  await it.passes(0);
  it.types();
  const anew = welcome({ head: 1, conversation: { ...welcome().conversation, epoch: "e2" } });
  it.answer = polled(anew, { type: "reset", reason: "epoch" }, page(message(1, ben)), live(1));
  await it.passes(SOON);
  assert.deepEqual(it.types(), ["welcome", "reset", "page", "live"]);
  await it.passes(SOON);
  assert.equal(it.asked.at(-1), "/conversations/g1/poll?since=1&epoch=e2");
});

test("presence, focus and read cursors arrive as on a socket", async () => {
  const it = world();
  await it.passes(0);
  it.types();
  const here = (focused) => [{ user: ben.id, handle: "ben", focused }];
  const members = [memberOf(ana), memberOf(ben, "owner", 2)];
  it.answer = polled(welcome({ head: 2, here: here(false), members }), live(2));
  await it.passes(SOON);
  const presence = { type: "presence", user: ben.id, handle: "ben" };
  assert.deepEqual(it.frames.splice(0), [
    { ...presence, here: true, focused: false },
    { type: "read", user: ben.id, seq: 2 },
  ]);
  const you = memberOf(ana, "member", 1);
  it.answer = polled(welcome({ head: 2, here: here(true), members, you }), live(2));
  await it.passes(SOON);
  assert.deepEqual(it.frames.splice(0), [
    { ...presence, here: true, focused: true },
    { type: "read", user: ana.id, seq: 1 },
  ]);
  it.answer = quiet;
  await it.passes(SOON);
  assert.deepEqual(it.frames, [{ ...presence, here: false, focused: false }]);
});

test("a pause is 3 s while something happens, 30 s after ten quiet minutes", () => {
  const pauses = [0, 1, 2, 5, 10, 60].map((quiet) => pauseAfter(quiet * MINUTE));
  assert.deepEqual(pauses, [SOON, SOON, 6_000, 15_000, SELDOM, SELDOM]);
});

test("an hour takes 1,200 polls while people post, and 120 while nobody does", async () => {
  const it = world();
  for (let second = 0; second < 3600; second += 10) {
    it.answer = polled(welcome({ head: 2, member_count: second }), live(2));
    await it.goesBy(10_000);
  }
  assert.ok(Math.abs(it.asked.length - 1200) < 5, `${it.asked.length} while people talk`);
  await it.goesBy(10 * MINUTE);
  it.asked.length = 0;
  await it.goesBy(60 * MINUTE);
  assert.ok(Math.abs(it.asked.length - 120) < 3, `${it.asked.length} while nobody does`);
});

test("typing or returning to the tab makes the next poll come soon", async () => {
  const it = world();
  await it.goesBy(20 * MINUTE);
  const before = it.asked.length;
  it.says({ type: "typing" });
  await it.goesBy(SOON);
  assert.equal(it.asked.length, before + 1);
  assert.deepEqual(it.posts, [], "typing itself is dropped");
  await it.goesBy(20 * MINUTE);
  const later = it.asked.length;
  it.link.check();
  await it.passes(0);
  assert.equal(it.asked.length, later + 1);
});

test("a post is answered as posted, or refused; its event comes with the next poll", async () => {
  const it = world();
  await it.passes(0);
  it.types();
  const refusal = { code: "too_fast", message: "Slow down.", client_id: "b", retry_after: 2 };
  it.answers = [
    [201, { event: message(3, ana) }],
    [429, refusal],
  ];
  it.says({ type: "post", client_id: "a", body: "hi" });
  it.says({ type: "post", client_id: "b", body: "ho" });
  await it.passes(0);
  const post = (client_id, body) => ["/api/conversations/g1/posts", { client_id, body }];
  assert.deepEqual(it.posts, [post("a", "hi"), post("b", "ho")]);
  const posted = { type: "posted", event: message(3, ana) };
  assert.deepEqual(it.frames, [posted, { type: "error", ...refusal }]);
});

test("while the conversation is focused, new events are sent as seen, once", async () => {
  const it = world();
  await it.passes(0);
  it.says({ type: "focus", focused: true });
  it.says({ type: "seen", seq: 2 });
  it.says({ type: "ack", seq: 2 });
  await it.passes(0);
  it.answer = polled(welcome({ head: 3 }), events(message(3, ben)), live(3));
  await it.passes(SOON);
  it.says({ type: "focus", focused: false });
  it.answer = polled(welcome({ head: 4 }), events(message(4, ben)), live(4));
  await it.passes(SOON);
  const seen = (seq) => ["/api/conversations/g1/seen", { seq }];
  assert.deepEqual(it.posts, [seen(2), seen(3)]);
});

test("a refused read cursor is sent again, and the person is not told", async () => {
  const it = world();
  await it.passes(0);
  it.types();
  it.answers = [[429, { code: "too_fast", message: "Slow down." }]];
  it.says({ type: "seen", seq: 2 });
  await it.passes(0);
  it.says({ type: "seen", seq: 2 });
  await it.passes(0);
  assert.deepEqual([it.posts.length, it.types()], [2, []]);
});

test("a status means the same as a close code; any other answer is a loss", async () => {
  const hotel = () => new Response("<html>Please sign in to the hotel");
  const cases = [
    [401, 4001],
    [404, 4003],
    [429, 4008],
    [500, 1006],
    [hotel, 1006],
  ];
  for (const [answer, code] of cases) {
    const status = (number) => new Response("{}", { status: number });
    const it = world({ answer: typeof answer === "number" ? status(answer) : answer() });
    await it.passes(0);
    await it.passes(MINUTE);
    assert.deepEqual([it.downs, it.asked.length], [[code], 1]);
  }
  for (const [status, code] of [
    [401, 4001],
    [404, 4003],
    [502, 1006],
  ]) {
    const it = world();
    await it.passes(0);
    it.answers = [[status, status === 502 ? new Response("<html>", { status }) : {}]];
    it.says({ type: "seen", seq: 1 });
    await it.passes(0);
    assert.deepEqual(it.downs, [code]);
  }
});

test("a missing answer is a loss; a closed link reports nothing", async () => {
  const it = world({ answer: "nothing" });
  await it.passes(ANSWER_WITHIN);
  assert.deepEqual([it.downs, it.clock.waiting], [[1006], 0]);
  const closed = world();
  await closed.passes(0);
  closed.link.close();
  closed.types();
  await closed.passes(MINUTE);
  assert.deepEqual([closed.asked.length, closed.downs, closed.clock.waiting], [1, [], 0]);
});

test("a changed inbox arrives as a welcome", async () => {
  const inbox = (unread) => ({ you: ana, session: "s1", inbox: [{ conversation: "g1", unread }] });
  const it = world({ Link: InboxPoll, url: "/api/inbox", answer: inbox(0) });
  await it.passes(0);
  await it.passes(SOON);
  it.answer = inbox(1);
  await it.passes(SOON);
  const heard = it.frames.map((frame) => [frame.type, frame.inbox[0].unread]);
  assert.deepEqual(heard, [
    ["welcome", 0],
    ["welcome", 1],
  ]);
  assert.deepEqual(it.asked, ["/api/inbox", "/api/inbox", "/api/inbox"]);
  it.says({ type: "typing" });
  await it.passes(0);
  assert.deepEqual(it.posts, []);
});

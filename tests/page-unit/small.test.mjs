// The small pure parts: links, lone emoji, rights, routes, pages, presence, recent conversations,
// hues, back-off, the link's word, SSE.

import assert from "node:assert/strict";
import test from "node:test";
import { isFocused } from "../../public/model/attention.ts";
import { HUES, hueOf, initialsOf } from "../../public/model/hues.ts";
import { isLoneEmoji } from "../../public/model/emoji.ts";
import { linkWord } from "../../public/model/link.ts";
import { partsOf } from "../../public/model/links.ts";
import { inRank, may } from "../../public/model/members.ts";
import * as pages from "../../public/model/pages.ts";
import { typingAt } from "../../public/model/presence.ts";
import { visited } from "../../public/model/recent.ts";
import { hashOf, routeOf } from "../../public/model/route.ts";
import { afterAnswer, unknownSession } from "../../public/model/session.ts";
import { typingWords } from "../../public/words/en/notices.ts";
import { calmWait, waitBefore } from "../../public/net/backoff.ts";
import { eventReader } from "../../public/net/sse.ts";

test("only http, https and mailto become links", () => {
  const hrefs = (body) =>
    partsOf(body)
      .filter((part) => part.href)
      .map((part) => part.href);
  assert.deepEqual(hrefs("see https://example.org/a?b=1&c=2, or mailto:a@example.org."), [
    "https://example.org/a?b=1&c=2",
    "mailto:a@example.org",
  ]);
  for (const bad of [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,x",
    "vbscript:x",
    "file:///etc/passwd",
    "java\nscript:alert(1)",
    "https://",
    "mailto:",
    "blob:https://x.org/1",
    "//evil.org",
    "xhttps://a.b",
  ]) {
    assert.deepEqual(hrefs(bad), [], bad);
  }
});

test("the texts of the parts together are the message, unchanged", () => {
  for (const body of [
    "",
    "a https://x.org/(b) c (https://x.org/d).",
    "https://x.org\nhttps://y.org",
    '<img src=x onerror=alert(1)> https://a.b/"onclick=x',
  ]) {
    assert.equal(
      partsOf(body)
        .map((part) => part.text)
        .join(""),
      body,
    );
  }
  assert.equal(partsOf("(https://x.org/d).").find((part) => part.href).text, "https://x.org/d");
  assert.equal(partsOf("https://x.org/(b)").find((part) => part.href).text, "https://x.org/(b)");
});

test("what each role may do to each role", () => {
  const roles = ["member", "admin", "owner"];
  const table = (right) =>
    roles.map((mine) => roles.map((theirs) => (right(mine, theirs) ? 1 : 0)).join("")).join(" ");
  assert.equal(table(may.admit), "000 111 111");
  assert.equal(table(may.rename), "000 111 111");
  assert.equal(table(may.remove), "000 100 110");
  assert.equal(table(may.changeRole), "000 000 110");
  assert.deepEqual(
    inRank([
      { handle: "b", role: "member" },
      { handle: "a", role: "member" },
      { handle: "z", role: "owner" },
    ]).map((one) => one.handle),
    ["z", "a", "b"],
  );
});

test("a route becomes an address and the same route again", () => {
  for (const hash of [
    "#/",
    "#/people",
    "#/groups",
    "#/settings",
    "#/c/g0123",
    "#/c/d.u1.u2",
    "#/c/g0123/77",
  ])
    assert.equal(hashOf(routeOf(hash)), hash);
  for (const odd of [
    "",
    "#",
    "#/c/",
    "#/c/<x>",
    "#/nowhere",
    "#/c/../../x",
    "#/c/g1/0",
    "#/c/g1/x",
    "#/c/g1/1/2",
  ])
    assert.equal(routeOf(odd).place, "home", odd);
});

test("an answer to an older question changes nothing", () => {
  const key = (item) => item;
  let list = pages.asked(pages.emptyPages, "a");
  list = pages.asked(list, "an");
  assert.equal(pages.answered(list, "a", { items: [1] }, key), list);
  list = pages.answered(list, "an", { items: [1, 2], next: "2" }, key);
  const more = pages.answered(
    pages.askedMore(list),
    "an",
    { items: [2, 3], next: null, after: "2" },
    key,
  );
  assert.deepEqual([more.items, more.next, more.phase], [[1, 2, 3], null, "ready"]);
  assert.equal(
    pages.answered(more, "an", { items: [9], after: "2" }, key),
    more,
    "the same page twice",
  );
  assert.equal(pages.failed(more, "a", "x"), more);
});

test("focused needs a visible page, the window's focus, the end of the log and recent input", () => {
  const all = { visible: true, windowFocused: true, atEnd: true, lastInput: 0, now: 299_999 };
  assert.equal(isFocused(all), true);
  for (const without of [
    { visible: false },
    { windowFocused: false },
    { atEnd: false },
    { now: 300_000 },
  ])
    assert.equal(isFocused({ ...all, ...without }), false);
});

test("typing has words, and ends", () => {
  const typing = { a: { handle: "ana", until: 10 }, b: { handle: "ben", until: 20 } };
  assert.deepEqual(typingAt(typing, 5), { handles: ["ana", "ben"], until: 10 });
  assert.deepEqual(typingAt(typing, 10), { handles: ["ben"], until: 20 });
  assert.deepEqual(typingAt(typing, 20), { handles: [], until: null });
  assert.deepEqual([[], ["a"], ["a", "b"], ["a", "b", "c"]].map(typingWords), [
    "",
    "a is typing",
    "a and b are typing",
    "Several people are typing",
  ]);
});

test("the last five stay open", () => {
  assert.deepEqual(visited(["e", "d", "c", "b", "a"], "f", 5), {
    recent: ["f", "e", "d", "c", "b"],
    dropped: ["a"],
  });
  assert.deepEqual(visited(["c", "b", "a"], "a", 5), { recent: ["a", "c", "b"], dropped: [] });
});

test("a wait is random up to 1 s, doubling to 30", () => {
  assert.deepEqual(
    [0, 1, 2, 3, 4, 5, 6, 99].map((attempt) => waitBefore(attempt, 1)),
    [1000, 2000, 4000, 8000, 16000, 30000, 30000, 30000],
  );
  assert.equal(waitBefore(3, 0), 0);
  assert.equal(waitBefore(0, 0.5), 500);
  assert.deepEqual([calmWait(0), calmWait(1)], [15000, 30000]);
});

test("the link has one word for each state", () => {
  const word = (more) =>
    linkWord({ person: "live", conversation: null, way: "socket", online: true, ...more });
  assert.equal(word({}), "live");
  assert.equal(word({ conversation: "connecting" }), "connecting");
  assert.equal(word({ person: "connecting", online: false }), "offline");
  assert.equal(word({ way: "stream", conversation: "live" }), "fallback");
  assert.equal(word({ way: "stream", conversation: "connecting" }), "connecting");
  assert.equal(word({ way: "poll", conversation: "live" }), "polling");
});

test("server-sent events in any pieces", () => {
  const whole =
    ': hi\n\ndata: {"a":1}\n\ndata: one\r\ndata:two\r\n\r\nevent: x\nid: 3\ndata: last\n\n';
  for (let cut = 0; cut <= whole.length; cut += 1) {
    const read = eventReader();
    assert.deepEqual(
      [...read(whole.slice(0, cut)), ...read(whole.slice(cut))],
      ['{"a":1}', "one\ntwo", "last"],
      `cut at ${cut}`,
    );
  }
});

test("a person always has the same colour, and many people have many", () => {
  assert.equal(hueOf("ana"), hueOf("ana"));
  const hues = new Set(Array.from({ length: 200 }, (_, at) => hueOf(`person${at}`)));
  assert.equal(hues.size, HUES);
  assert.deepEqual(["ana", "carla.m", "Tea & lamps", "🐭", ""].map(initialsOf), [
    "AN",
    "CM",
    "TL",
    "🐭",
    "?",
  ]);
});

test("a session is signed in, signed out or unreachable", () => {
  const inside = afterAnswer(unknownSession, {
    type: "signed_in",
    you: { id: "u", handle: "ana" },
    session: "s",
  });
  assert.equal(inside.phase, "in");
  assert.equal(afterAnswer(inside, { type: "unreachable" }).phase, "in");
  assert.deepEqual(afterAnswer(inside, { type: "signed_out", notice: "x" }), {
    phase: "out",
    you: null,
    id: null,
    notice: "x",
  });
  assert.equal(afterAnswer(unknownSession, { type: "unreachable" }).phase, "unreachable");
});

test("a few emoji alone are lone, and anything else is not", () => {
  for (const body of ["👍", "👍🏽 🎉", "❤️", "👩‍👩‍👧‍👦🏳️‍🌈", "🇩🇪", "1️⃣", "🏴󠁧󠁢󠁳󠁣󠁴󠁿", "❤️‍🔥\n🧑🏿‍❤️‍💋‍🧑🏻", "🎉🎉🎉🎉🎉"]) {
    assert.equal(isLoneEmoji(body), true, body);
  }
  for (const body of [
    "",
    "1",
    "#",
    "❤",
    "™",
    "a👍",
    "👍.",
    "🎉🎉🎉🎉🎉🎉",
    "🎉".repeat(4_000),
    "\u200d",
  ]) {
    assert.equal(isLoneEmoji(body), false, body);
  }
});

// The catalogue of words: refusals by code and parameters, plurals, times and lists.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import {
  agoUntil,
  agoWords,
  dayEnd,
  dayWords,
  listed,
  shortWords,
} from "../../public/words/times.ts";
import { NOT_A_MEMBER, UNANSWERED } from "../../public/model/outbox.ts";
import { refusalWords, thrownWords, words } from "../../public/words/words.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** A Wednesday afternoon in the zone of this machine. */
const NOW = new Date(2026, 10, 25, 15, 30).getTime();
const daysAgo = (days) => new Date(2026, 10, 25 - days, 14, 3).getTime();

/** Codes of mistakes that only a program makes. */
const PROGRAMS = [
  "bad_request",
  "client_id_reused",
  "method_not_allowed",
  "not_upgrade",
  "stream_gone",
];

test("every refusal that a person can cause has a sentence", () => {
  const source = readFileSync(new URL("../../src/chat/refusal.rs", import.meta.url), "utf8");
  const codes = [...source.matchAll(/=> \("([a-z_]+)", \d+\)/g)].map(([, code]) => code);
  assert.ok(codes.length > 20);
  const silent = codes.filter((code) => !Object.hasOwn(words.refusals, code));
  assert.deepEqual(silent.sort(), PROGRAMS);
});

test("a refusal is said by its code and parameters", () => {
  const said = (code, params) => refusalWords({ code, message: "the server's words", params });
  assert.equal(
    said("weak_password", { rule: "too_short", limit: 8 }),
    "A password has at least 8 characters.",
  );
  assert.equal(
    said("bad_message", { rule: "too_long", limit: 8_000 }),
    "A message has at most 8,000 characters.",
  );
  assert.equal(said("full", { limit: 1 }), "This group has 1 member, which is the most.");
  assert.equal(said("not_allowed", { rule: "rename" }), "Only owners and admins rename a group.");
});

test("what this page does not know is said in the server's words", () => {
  const said = (code, params) => refusalWords({ code, message: "the server's words", params });
  assert.equal(said("brand_new"), "the server's words");
  assert.equal(said("toString"), "the server's words");
  assert.equal(said("weak_password", { rule: "brand_new" }), "the server's words");
  assert.equal(said("weak_password", { rule: "toString" }), "the server's words");
  assert.equal(said("bad_title", {}), "the server's words");
});

test("why the page itself gave a message up is in the catalogue", () => {
  for (const code of [UNANSWERED, NOT_A_MEMBER]) assert.ok(Object.hasOwn(words.refusals, code));
  assert.equal(refusalWords({ code: "brand_new", message: "" }), words.refusals.internal({}));
});

test("a mistake of the page is logged, and its text is not shown", (t) => {
  const log = t.mock.method(console, "error", () => {});
  assert.equal(thrownWords(new TypeError("x is undefined")), words.refusals.internal({}));
  assert.equal(log.mock.callCount(), 1);
});

test("days are named by how many midnights ago they began", () => {
  assert.equal(dayWords(daysAgo(0), NOW), "Today");
  assert.equal(dayWords(NOW - 15 * HOUR - 40 * MINUTE, NOW), "Yesterday");
  assert.equal(dayWords(daysAgo(3), NOW), "Sunday");
  assert.match(dayWords(daysAgo(20), NOW), /Thursday.*5|5.*Thursday/);
  assert.match(dayWords(daysAgo(400), NOW), /2025/);
  assert.match(shortWords(daysAgo(0), NOW), /^(14:03|2:03\sPM)$/);
  assert.equal(shortWords(daysAgo(3), NOW), "Sun");
  assert.match(shortWords(daysAgo(20), NOW), /^(5 Nov|Nov 5)$/);
  assert.match(shortWords(daysAgo(400), NOW), /2025/);
});

test("how long ago says when it is no longer right", () => {
  const ago = (ms) => [agoWords(NOW - ms, NOW), agoUntil(NOW - ms, NOW) - NOW];
  assert.deepEqual(ago(30_000), ["just now", 90_000]);
  assert.deepEqual(ago(5.5 * MINUTE), ["5 minutes ago", 30_000]);
  assert.match(ago(2 * HOUR)[0], /^today at (13:30|1:30\sPM)$/);
  assert.equal(ago(2 * HOUR)[1], dayEnd(NOW) - NOW);
  assert.match(agoWords(daysAgo(1), NOW), /^yesterday at /);
  assert.match(agoWords(daysAgo(9), NOW), /^on (16 Nov|Nov 16)$/);
  assert.equal(agoWords(NOW + HOUR, NOW), "just now", "a clock that is wrong");
});

test("names are listed as the language does it", () => {
  assert.equal(listed(["ana"]), "ana");
  assert.equal(listed(["ana", "ben"]), "ana and ben");
  assert.equal(listed(["ana", "ben", "cleo"]), "ana, ben, and cleo");
});

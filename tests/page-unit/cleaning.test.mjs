// What is sent of what a person wrote: nothing that the server refuses, and everything they meant.

import assert from "node:assert/strict";
import test from "node:test";
import { clean, hasSomethingToSee, MOST, written } from "../../public/model/cleaning.ts";
import { samples, spelled } from "../support/samples.mjs";

/** Each text, and what is sent of it. */
const CLEANED = {
  "x\ud83d": "x\ufffd",
  "\ude00x🐭": "\ufffdx🐭",
  "build \x1b[31mFAILED\x1b[0m": "build FAILED",
  "\x1b[1;38;5;208mwarn\x1b[m": "warn",
  "\x1b]0;title\x07$ ls\x1b(B": "$ ls",
  "\x1b]8;;https://x.org\x1b\\here\x1b]8;;\x1b\\": "here",
  "a \x1b": "a",
  "N\bNA\bAM\bME\bE _\bx": "NAME x",
  "a\vb": "a\nb",
  "a\fb": "a\nb",
  "one\r\ntwo\rthree": "one\ntwo\nthree",
  "don\x92t \x93say\x94 \x80 5\x85": "don’t “say” € 5…",
  "a\x81\x8d\x8f\x90\x9db": "ab",
  "a\0b\x07\x7f": "ab",
  "a\tb": "a\tb",
  "    if x:\n        return y": "    if x:\n        return y",
  "\n \n  first\n\n  last  \n\t\n": "  first\n\n  last",
  "a  \nb\t\n": "a\nb",
  " \n\t ": "",
};

test("what can be cleaned is cleaned, and the rest stays", () => {
  for (const [text, sent] of Object.entries(CLEANED)) assert.equal(clean(text), sent);
});

/** The rule of src/chat/text.rs about characters, except that something must be visible. */
const isTaken = (text) => text.isWellFormed() && !/(?![\n\t])\p{Cc}/u.test(text);

test("after cleaning, the server refuses no character", () => {
  const { accepted, refused } = samples("titles.json");
  const texts = [...accepted, ...refused, ...samples("nothing.json")].map(({ text }) => text);
  const bodies = samples("previews.json").map(({ body }) => body);
  const controls = Array.from({ length: 0xa0 }, (_, code) => String.fromCharCode(code));
  for (const text of [...texts, ...bodies].map(spelled)) {
    const cleaned = clean(text);
    assert.ok(isTaken(cleaned));
    assert.equal(clean(cleaned), cleaned, "cleaning twice is cleaning once");
    for (const odd of [...controls, "\ud800", "\udfff", "\x1b[", "\x1b]8;;"]) {
      assert.ok(isTaken(clean(`${text}${odd}${text}`)));
    }
  }
});

test("good text is sent as it is", () => {
  for (const { what, text } of samples("titles.json").accepted)
    assert.equal(clean(spelled(text)), spelled(text), what);
});

test("a text can be sent if something in it is visible and it is not too long", () => {
  for (const { what, text } of samples("nothing.json"))
    assert.equal(hasSomethingToSee(spelled(text)), false, what);
  for (const { what, text } of samples("titles.json").accepted)
    assert.ok(hasSomethingToSee(spelled(text)), what);
  assert.equal(written("\u200b \n").canSend, false);
  assert.deepEqual(written(` ${"🐭".repeat(MOST - 1)} \n`), {
    body: ` ${"🐭".repeat(MOST - 1)}`,
    left: 0,
    canSend: true,
  });
  const long = written("x".repeat(MOST + 1));
  assert.deepEqual([long.left, long.canSend], [-1, false]);
});

test("a long text takes no time", () => {
  const start = performance.now();
  for (const part of [" ", "\n", "\x1b[", "\x1b]", "\b", "x\b", "\r", "\ud83d", "x ", "\x1b[3"]) {
    written(part.repeat(30_000));
    written(`${part.repeat(30_000)}x`);
  }
  assert.ok(performance.now() - start < 1_500);
});

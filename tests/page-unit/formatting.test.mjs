// What the composer's shortcuts do to the text: `[` and `]` stand around what is selected.

import assert from "node:assert/strict";
import test from "node:test";
import { parse } from "../../public/model/markup/parse.ts";
import { wrapped } from "../../public/model/markup/wrap.ts";

/** The text and selection after a shortcut. */
function after(marked, format) {
  const start = marked.indexOf("[");
  const end = marked.indexOf("]") - 1;
  const text = marked.replace("[", "").replace("]", "");
  const { from, to, text: put, start: first, end: last } = wrapped(text, start, end, format);
  const next = text.slice(0, from) + put + text.slice(to);
  return `${next.slice(0, first)}[${next.slice(first, last)}]${next.slice(last)}`;
}

/** `before`, `format`, `expected`; and the same shortcut again leads back. */
const THERE_AND_BACK = [
  ["a [b] c", "bold", "a **[b]** c"],
  ["a [b] c", "italic", "a _[b]_ c"],
  ["a [b] c", "strike", "a ~~[b]~~ c"],
  ["a [b] c", "code", "a `[b]` c"],
  ["[]", "bold", "**[]**"],
  ["a []", "italic", "a _[]_"],
  ["**[b]**", "italic", "**_[b]_**"],
  ["[a`b]", "code", "``[a`b]``"],
  ["[two words]", "bold", "**[two words]**"],
  ["[a\nb]", "code", "```\n[a\nb]\n```"],
  ["[a\nb]", "bold", "[**a**\n**b**]"],
  ["[- a\n- b]", "bold", "[- **a**\n- **b**]"],
  ["[> a\n\n1. b]", "strike", "[> ~~a~~\n\n1. ~~b~~]"],
];

test("a shortcut puts marks around what is selected, and takes them away again", () => {
  for (const [before, format, expected] of THERE_AND_BACK) {
    assert.equal(after(before, format), expected, `${before} ${format}`);
    assert.equal(after(expected, format), before, `${expected} ${format}, back`);
  }
});

test("marks touch words, and selected marks go", () => {
  assert.equal(after("a[ b ]c", "bold"), "a **[b]** c");
  assert.equal(after("[**b**]", "bold"), "[b]");
  assert.equal(after("[`b`]", "code"), "[b]");
  assert.equal(after("[ ]", "bold"), " **[]**");
  assert.equal(after("x[a\nb]y", "code"), "x\n```\n[a\nb]\n```\ny");
});

test("what was wrapped is read so", () => {
  for (const [format, mark] of [
    ["bold", "bold"],
    ["italic", "italic"],
    ["strike", "strike"],
  ]) {
    const text = after("say [two words] now", format).replace(/[[\]]/g, "");
    assert.deepEqual(parse(text), [{ text: ["say ", { mark, parts: ["two words"] }, " now"] }]);
  }
});

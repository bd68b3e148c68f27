// Marks in messages: the samples that the server's parser passes, and what it read in generated
// bodies. `cargo test --test markup` writes those, one JSON a line: { source, tree, plain }.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import test from "node:test";
import { preview } from "../../public/model/preview.ts";
import { parse } from "../../public/model/markup/parse.ts";
import { isHeavy } from "../../public/model/markup/weight.ts";
import { plain } from "../../public/model/markup/plain.ts";

const TREES = new URL("../../target/markup/trees.jsonl", import.meta.url);
const FIXTURE = new URL("../markup/fixture.json", import.meta.url);
/**
 * The most time for one body of the greatest length, in ms: the best of several, because other
 * tests run beside this one.
 */
const PATIENCE = 30;
const TRIES = 5;
const LONGEST = 8_000;

test("each sample has its tree and its plain text", () => {
  let cases = 0;
  for (const { what, cases: ofRule } of JSON.parse(readFileSync(FIXTURE, "utf8"))) {
    for (const { source, tree, plain: expected } of ofRule) {
      assert.deepEqual(parse(source), tree, `${what}: ${JSON.stringify(source)}`);
      assert.equal(plain(source), expected, `${what}: ${JSON.stringify(source)}`);
      cases += 1;
    }
  }
  assert.ok(cases >= 400, `${cases} samples`);
});

test("generated bodies are read here as on the server", (context) => {
  assert.ok(existsSync(TREES), "There are no trees: run `cargo test --test markup` first.");
  const lines = readFileSync(TREES, "utf8").split("\n").filter(Boolean);
  assert.ok(lines.length >= 20_000, `${lines.length} bodies`);
  for (const line of lines) {
    const { source, tree, plain: expected } = JSON.parse(line);
    assert.deepEqual(parse(source), tree, JSON.stringify(source));
    assert.equal(plain(source), expected, JSON.stringify(source));
  }
  context.diagnostic(`${lines.length} bodies`);
});

/** The bodies of the greatest length: `of`, repeated. */
const REPEATED = [
  ..."*_~`>[]@-#.:/ \n\t",
  ...["**", "***", "~~", "```", "> ", "- ", "*a ", "**a ", "_a ", "*a", "a*", "*a *b ", "`a "],
  ...["`a ``b ```c ", "` ", "` `` ", "\n> ", ">\n", "> > a\n", "\n- a", "- a\n  ", "  - a\n"],
  ...[
    " - a\n  ```\n",
    "```\n",
    "```a\n",
    "````\n```\n",
    "1. a\n",
    "@a",
    "@a.",
    "a.",
    "a.b/",
    "\u3000",
  ],
  ...["http://", "http://a*", "mailto:", "👍🏽", "\ud83d", "@a......"],
];

function timed(act) {
  const start = performance.now();
  act();
  return performance.now() - start;
}

test("the longest bodies cost little time", (context) => {
  let worst = [0, ""];
  const bodies = REPEATED.map((of) => of.repeat(LONGEST).slice(0, LONGEST));
  for (const opening of ["*", "_a ", "`", "@a", "- ", "http://a/", "> ", "```\n"]) {
    for (const filling of ["a", ".", " ", "*", "_", "`", "\n", "~~a "]) {
      bodies.push((opening + filling.repeat(LONGEST)).slice(0, LONGEST) + "a");
    }
  }
  for (const body of bodies) {
    const took = Math.min(...Array.from({ length: TRIES }, () => timed(() => plain(body))));
    assert.ok(took < PATIENCE, `${took} ms: ${JSON.stringify(body.slice(0, 40))}`);
    if (took > worst[0]) worst = [took, body.slice(0, 24)];
  }
  context.diagnostic(`${bodies.length} bodies, the slowest took ${JSON.stringify(worst)}`);
});

test("a preview shows no marks", () => {
  for (const [body, expected] of [
    ["**Hi**, @anna! See `x`.", "Hi, @anna! See x."],
    ["> quoted\n\nand *so* on", "quoted and so on"],
    ["```rust\nfn main() {}\n```", "fn main() {}"],
    ["To buy:\n- milk\n- ~~bread~~", "To buy: • milk • bread"],
    [`**${"a".repeat(130)}** *x*`, "a".repeat(120)],
  ]) {
    assert.equal(preview(body), expected);
  }
});

test("thousands of marks are shown as they were written, and some dozens are not", () => {
  const heavy = (body) => isHeavy(body, parse(body));
  for (const of of [
    "*a* ",
    "`a` ",
    "- a\n",
    "a.com ",
    "```\na\n```\n",
    "@ab ",
    "> a\n\n",
    "\n1. *a*",
  ]) {
    assert.equal(heavy(of.repeat(LONGEST / of.length)), true, of);
    assert.equal(heavy(of.repeat(30)), false, of);
  }
  assert.equal(heavy("word ".repeat(1_600)), false);
  assert.equal(heavy(`\`\`\`\n${"*a*\n".repeat(1_900)}\`\`\``), false, "a long block of code");
});

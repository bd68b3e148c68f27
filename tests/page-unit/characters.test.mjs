// Characters as people see them, checked against the samples that the server is checked against.

import assert from "node:assert/strict";
import test from "node:test";
import { beginning } from "../../public/model/characters.ts";
import { preview } from "../../public/model/preview.ts";
import { samples, spelled } from "../support/samples.mjs";

test("a preview is the first 120 characters and never part of one", () => {
  for (const sample of samples("previews.json")) {
    assert.equal(preview(spelled(sample.body)), spelled(sample.preview), sample.what);
  }
});

test("a name of 80 characters is good here too, and one of 81 is not", () => {
  const { accepted, refused } = samples("titles.json");
  for (const { what, text } of accepted) {
    assert.equal(beginning(spelled(text), 80), spelled(text), what);
  }
  for (const { what, text } of refused.filter((sample) => /^81 /.test(sample.what))) {
    assert.notEqual(beginning(spelled(text), 80), spelled(text), what);
  }
});

test("a browser that cannot tell characters counts code points", (context) => {
  const { Segmenter } = Intl;
  context.after(() => {
    Intl.Segmenter = Segmenter;
  });
  Intl.Segmenter = undefined;
  assert.equal(beginning("🐭".repeat(200), 120), "🐭".repeat(120));
  assert.equal(beginning("e\u0301".repeat(200), 120), "e\u0301".repeat(60));
});

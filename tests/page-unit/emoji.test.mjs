// The emoji of the picker: all are in the server's list, in every tone, and found by word.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { found, toned, TONES } from "../../public/model/emojinames.ts";
import { atHand, recent, used } from "../../public/model/frequent.ts";
import { emojiGroups } from "../../public/words/en/emoji.ts";

const LIST = new Set(
  readFileSync(new URL("../../src/chat/emoji.txt", import.meta.url), "utf8")
    .trimEnd()
    .split("\n"),
);
const TONE = /[\u{1f3fb}-\u{1f3ff}]/gu;
/** The line of the list that stands for an emoji. */
const isListed = (emoji) => LIST.has(emoji.replace(TONE, "x"));
const names = (query) => found(emojiGroups, query, 5).map(({ emoji }) => emoji);

test("the server takes every emoji of the picker, in every tone", () => {
  const all = emojiGroups.flatMap(({ emoji }) => emoji);
  assert.ok(all.length > 1_800 && all.filter(({ hasTones }) => hasTones).length > 300);
  const strange = all.flatMap((one) =>
    TONES.map((tone) => toned(one, tone)).filter((emoji) => !isListed(emoji)),
  );
  assert.deepEqual([...new Set(strange)], []);
});

test("a tone changes what can have one, and a pair twice", () => {
  const hand = { emoji: "👍", hasTones: true };
  assert.equal(toned(hand, TONES[0]), "👍");
  assert.equal(toned(hand, TONES[3]), "👍🏽");
  assert.equal(toned({ emoji: "✌️", hasTones: true }, TONES[5]), "✌🏿");
  assert.equal(toned({ emoji: "🧑‍🤝‍🧑", hasTones: true }, TONES[1]), "🧑🏻‍🤝‍🧑🏻");
  assert.equal(toned({ emoji: "🎉", hasTones: false }, TONES[3]), "🎉");
});

test("words find emoji, the best first", () => {
  assert.ok(names("thumbs up").includes("👍"));
  assert.ok(names("party").includes("🎉"));
  assert.equal(names("PIZZA")[0], "🍕");
  assert.deepEqual([names(""), names("  "), names("no such thing")], [[], [], []]);
});

test("what is at hand is what a person uses most, and lately", () => {
  const first = atHand({}, 6);
  assert.ok(first.length === 6 && first.every(isListed));
  const often = ["🍕", "🍕", "👀"].reduce(used, {});
  assert.deepEqual(atHand(often, 3), ["🍕", "👀", first[0]]);
  const habit = Array.from({ length: 40 }, () => "🦉").reduce(used, often);
  assert.equal(recent(habit)[0], "🦉");
  const many = Array.from({ length: 100 }, (_, nth) => `e${nth}`).reduce(used, {});
  assert.equal(Object.keys(many).length, 36);
});

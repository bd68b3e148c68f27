// Writes src/chat/emoji.txt anew, for a new version of Unicode. It needs the data of emojibase,
// which is not installed otherwise: `npm install --no-save emojibase-data`.

import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";

const TONES = /[\u{1F3FB}-\u{1F3FF}]/gu;
/** Emoji that Unicode recommends for interchange, spelled in full. */
const RGI = /^\p{RGI_Emoji}$/v;

const data = createRequire(import.meta.url).resolve("emojibase-data/en/compact.json");
const emoji = JSON.parse(readFileSync(data, "utf8"))
  .flatMap(({ unicode, skins = [] }) => [unicode, ...skins.map((skin) => skin.unicode)])
  // The data marks each emoji as one, also where Unicode needs no mark.
  .map((one) => (RGI.test(one) ? one : one.replace(/\uFE0F$/, "")))
  // A tone alone is none.
  .filter((one) => RGI.test(one) && one.replace(TONES, "") !== "");

// Which tones stand in the places of an emoji.
const found = new Map();
for (const one of emoji) {
  const tones = one.match(TONES) ?? [];
  const pattern = one.replace(TONES, "x");
  found.set(pattern, (found.get(pattern) ?? new Set()).add(tones.join("")));
}
const lines = [...found].map(([pattern, { size }]) => {
  const places = pattern.split("x").length - 1;
  if (size === 5 ** places) return pattern;
  if (places === 2 && size === 20) return pattern.replace(/x([^x]*)$/, "y$1");
  throw new Error(`${pattern} has ${size} tones`);
});
writeFileSync(new URL("../src/chat/emoji.txt", import.meta.url), `${lines.join("\n")}\n`);
console.log(`${lines.length} lines for ${emoji.length} emoji`);

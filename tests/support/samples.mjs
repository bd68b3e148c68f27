// The samples of tests/text, which tests/text/main.rs reads too.
import { readFileSync } from "node:fs";

export const samples = (name) =>
  JSON.parse(readFileSync(new URL(`../text/${name}`, import.meta.url), "utf8"));

/** A sample's text: a string, or a list of strings and repetitions. */
export function spelled(text) {
  if (Array.isArray(text)) return text.map(spelled).join("");
  return typeof text === "string" ? text : spelled(text.of).repeat(text.times);
}

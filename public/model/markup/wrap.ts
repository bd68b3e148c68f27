// What a shortcut does to the text in the composer: marks go around the selection, or away from it.
// Knows no box and no keys.

import { isBlank } from "./signs.ts";

export type Format = "bold" | "italic" | "strike" | "code";

/** Replaces `from` to `to` by `text`; then `start` to `end` is selected. */
interface Replacement {
  readonly from: number;
  readonly to: number;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const SIGNS: Readonly<Record<Format, string>> = {
  bold: "**",
  italic: "_",
  strike: "~~",
  code: "`",
};
/** Two stand around code that has one. */
const TICKS = ["``", "`"];
const FENCE = "```";
/** What stands before the text of a quote or of an item. */
const LEAD = /^[ \t]*(?:> )*(?:[ \t]*(?:[-*•]|\d{1,3}\.)[ \t]+)?/;

/** The change for a format, when `start` to `end` of `text` is selected. */
export function wrapped(text: string, start: number, end: number, format: Format): Replacement {
  const isLines = text.slice(start, end).includes("\n");
  if (isLines)
    return format === "code" ? fenced(text, start, end) : lined(text, start, end, format);
  // Marks touch words, so blanks at the ends of a selection stay outside.
  while (start < end && isBlank(text.charAt(start))) start += 1;
  while (start < end && isBlank(text.charAt(end - 1))) end -= 1;
  const inside = text.slice(start, end);
  for (const sign of format === "code" ? TICKS : [SIGNS[format]]) {
    const { length } = sign;
    if (isWrapped(inside, sign)) {
      const bare = inside.slice(length, -length);
      return { from: start, to: end, text: bare, start, end: start + bare.length };
    }
    const from = start - length;
    if (from >= 0 && text.slice(from, end + length) === sign + inside + sign)
      return { from, to: end + length, text: inside, start: from, end: from + inside.length };
  }
  const sign = format === "code" && inside.includes("`") ? "``" : SIGNS[format];
  const shift = { start: start + sign.length, end: end + sign.length };
  return { from: start, to: end, text: sign + inside + sign, ...shift };
}

const isWrapped = (text: string, sign: string) =>
  text.length > 2 * sign.length && text.startsWith(sign) && text.endsWith(sign);

/** Marks end with their line, so each line has its own. */
function lined(text: string, start: number, end: number, format: Format): Replacement {
  const sign = SIGNS[format];
  const from = text.lastIndexOf("\n", start - 1) + 1;
  const lines = text
    .slice(from, end)
    .split("\n")
    .map((line) => {
      const lead = LEAD.exec(line)?.[0] ?? "";
      const words = line.slice(lead.length);
      return isBlank(words) ? { lead: line, words: "" } : { lead, words };
    });
  const written = lines.filter(({ words }) => words !== "");
  const areWrapped = written.length > 0 && written.every(({ words }) => isWrapped(words, sign));
  const change = (words: string) =>
    areWrapped ? words.slice(sign.length, -sign.length) : sign + words + sign;
  const changed = lines
    .map(({ lead, words }) => lead + (words === "" ? "" : change(words)))
    .join("\n");
  return { from, to: end, text: changed, start: from, end: from + changed.length };
}

/** Several lines of code are a block of their own. */
function fenced(text: string, start: number, end: number): Replacement {
  const inside = text.slice(start, end);
  const [opening, closing] = [`${FENCE}\n`, `\n${FENCE}`];
  if (text.slice(0, start).endsWith(opening) && text.startsWith(closing, end)) {
    const from = start - opening.length;
    const to = end + closing.length;
    return { from, to, text: inside, start: from, end: from + inside.length };
  }
  const isAtStart = start === 0 || text.charAt(start - 1) === "\n";
  const isAtEnd = end === text.length || text.charAt(end) === "\n";
  const before = (isAtStart ? "" : "\n") + opening;
  const after = closing + (isAtEnd ? "" : "\n");
  const at = start + before.length;
  return {
    from: start,
    to: end,
    text: before + inside + after,
    start: at,
    end: at + inside.length,
  };
}

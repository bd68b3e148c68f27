// Reads a body into blocks (src/chat/markup/blocks.rs). Any text is valid: what is no mark is text.
// It takes time in proportion to the length of the body.

import { fenceAt } from "./fence.ts";
import type { Found } from "./fence.ts";
import { inlineOf } from "./inline.ts";
import { listsAt } from "./lists.ts";
import { isBlank } from "./signs.ts";
import { addParts, addText } from "./tree.ts";
import type { Block, Inline } from "./tree.ts";

/** How deep quotes nest; the signs of deeper ones are text (`MARKUP_QUOTES` in limits.rs). */
const QUOTES = 4;

/** `>` and a blank. Without it `>_<` and `>:(` would be quotes. */
const QUOTED = /^>(?:$|[ \t])/;

export const parse = (body: string): Block[] => blocksOf(body.split("\n"), QUOTES);

function blocksOf(lines: readonly string[], quotes: number): Block[] {
  const blocks: Block[] = [];
  let start = 0;
  for (let at = 0; at < lines.length;) {
    const block = blockAt(lines, at, quotes);
    if (block) {
      blocks.push(...textOf(lines.slice(start, at)), ...block.found);
      start = at + block.taken;
    }
    at += block?.taken ?? 1;
  }
  blocks.push(...textOf(lines.slice(start)));
  return blocks;
}

/** What begins with a line and is no text. */
function blockAt(lines: readonly string[], at: number, quotes: number): Found<Block[]> | null {
  if (lines[at] === "") return null;
  const code = fenceAt(lines, at);
  if (code) return { found: [code.found], taken: code.taken };
  return quoteAt(lines, at, quotes) ?? listsAt(lines, at);
}

/** A quote ends with the first line without its sign. */
function quoteAt(lines: readonly string[], at: number, quotes: number): Found<Block[]> | null {
  const inner: string[] = [];
  for (let nth = at; nth < lines.length && quotes > 0; nth += 1) {
    const line = lines[nth] ?? "";
    if (!QUOTED.test(line) || (nth === at && isBlank(line.slice(2)))) break;
    inner.push(line.slice(2));
  }
  if (inner.length === 0) return null;
  return { found: [{ quote: blocksOf(inner, quotes - 1) }], taken: inner.length };
}

/** Lines of text without the blank ones around them, or nothing. */
function textOf(lines: readonly string[]): Block[] {
  const isWritten = (line: string) => !isBlank(line);
  const first = lines.findIndex(isWritten);
  if (first < 0) return [];
  const text: Inline[] = [];
  for (const [nth, line] of lines.slice(first, lines.findLastIndex(isWritten) + 1).entries()) {
    if (nth > 0) addText(text, "\n");
    addParts(text, inlineOf(line));
  }
  return [{ text }];
}

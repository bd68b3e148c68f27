// Lists: lines that begin with `- `, `* `, `• ` or a number such as `1. `, as in
// src/chat/markup/lists.rs. An item keeps the number that was written, so a list says what its
// author wrote.

import { fenceAt } from "./fence.ts";
import type { Found } from "./fence.ts";
import { inlineOf } from "./inline.ts";
import { isBlank } from "./signs.ts";
import { addParts, addText } from "./tree.ts";
import type { Inline, Item, List } from "./tree.ts";

/** How deep lists nest (`MARKUP_LISTS` in src/chat/limits.rs). */
const DEPTH = 4;
/** How much further a line stands in when it belongs to the item above, in columns. */
const DEEPER = 2;
/** Columns of a tab. */
const TAB = 4;

/** A year at the beginning of a line has more than three digits. */
const MARKER = /^(?:[-*•]|(0|[1-9]\d{0,2})\.)[ \t]+/;
const INDENT = /^[ \t]*/;

/** An item before it has its place among the others. */
interface Flat {
  readonly level: number;
  readonly number: number | null;
  readonly text: Inline[];
}

/** The lists that begin with a line. */
export function listsAt(lines: readonly string[], from: number): Found<List[]> | null {
  const indents: number[] = [];
  const items: Flat[] = [];
  let last = 0;
  let at = from;
  for (; at < lines.length; at += 1) {
    const line = lines[at] ?? "";
    const blanks = INDENT.exec(line)?.[0] ?? "";
    const text = line.slice(blanks.length);
    const indent = columns(blanks);
    const marker = MARKER.exec(text);
    const item = items.at(-1);
    if (marker && !isBlank(text.slice(marker[0].length))) {
      const level = enter(indents, indent);
      last = indent;
      const number = marker[1] === undefined ? null : Number(marker[1]);
      items.push({ level, number, text: inlineOf(text.slice(marker[0].length)) });
    } else if (item && !isBlank(text) && indent >= last + DEEPER && !fenceAt(lines, at)) {
      addText(item.text, "\n");
      addParts(item.text, inlineOf(text));
    } else break;
  }
  return at === from ? null : { found: nested(items), taken: at - from };
}

const columns = (blanks: string) =>
  [...blanks].reduce((sum, blank) => sum + (blank === "\t" ? TAB : 1), 0);

/** The level of an item with this indentation, below the items above. */
function enter(indents: number[], indent: number): number {
  while (indents.length > 0 && indent < (indents.at(-1) ?? 0)) indents.pop();
  const above = indents.at(-1);
  const isDeeper = above === undefined || indent >= above + DEEPER;
  if (isDeeper && indents.length < DEPTH) indents.push(indent);
  return indents.length - 1;
}

interface Growing extends Item {
  readonly lists: { readonly list: Growing[] }[];
}

/** Each item with those below it. Bullets and numbers are lists of their own. */
function nested(items: readonly Flat[]): List[] {
  const top: Growing["lists"] = [];
  /** The lists of each level that an item can join now. */
  const open = [top];
  for (const { level, number, text } of items) {
    const lists = open[level] ?? top;
    const item: Growing = { number, text, lists: [] };
    const list = lists.at(-1)?.list;
    if (list && (list[0]?.number === null) === (number === null)) list.push(item);
    else lists.push({ list: [item] });
    open.length = level + 1;
    open.push(item.lists);
  }
  return top;
}

// Blocks of code: lines between lines of backticks (src/chat/markup/fence.rs).

import { isBlank, trimEnd, trimStart } from "./signs.ts";
import type { CodeBlock } from "./tree.ts";

/** A block that begins with a line, and how many lines it takes. */
export interface Found<T> {
  readonly found: T;
  readonly taken: number;
}

/** At most three blanks may stand before the backticks. */
const BEGIN = /^( {0,3})(\x60{3,})([^\x60]*)$/;
const LANGUAGE = /^[a-z\d+#._-]{1,24}$/i;

/**
 * The block of code that begins with a line. Without an end it takes all lines. One with nothing to
 * read is text.
 */
export function fenceAt(lines: readonly string[], from: number): Found<CodeBlock> | null {
  const begin = BEGIN.exec(lines[from] ?? "");
  if (!begin || from + 1 >= lines.length) return null;
  const [, indent = "", ticks = "", info = ""] = begin;
  const name = trimEnd(trimStart(info));
  // What is no name of a language is already code.
  const language = LANGUAGE.test(name) ? name : "";
  const code = name === language ? [] : [info];
  let at = from + 1;
  for (let isOver = false; at < lines.length && !isOver; at += 1) {
    const text = withoutIndent(lines[at] ?? "", indent.length);
    const last = end(text, ticks.length);
    isOver = last !== null;
    if (!isOver || !isBlank(last ?? "")) code.push(last ?? text);
  }
  if (code.every(isBlank)) return null;
  return { found: { code: code.join("\n"), language }, taken: at - from };
}

/** What stands before the backticks that end the block. Often they are behind the last line. */
function end(line: string, ticks: number): string | null {
  const text = trimEnd(line);
  let last = text.length;
  while (text.charAt(last - 1) === "`") last -= 1;
  return text.length - last >= ticks ? text.slice(0, last) : null;
}

/** Later lines lose as many blanks as stand before the backticks. */
function withoutIndent(line: string, indent: number): string {
  let at = 0;
  while (at < indent && line.charAt(at) === " ") at += 1;
  return line.slice(at);
}

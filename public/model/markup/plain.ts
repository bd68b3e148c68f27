// A message without its marks, for previews (src/chat/markup/plain.rs).

import { parse } from "./parse.ts";
import type { Block, Inline, List } from "./tree.ts";

/** The text of a body that a reader sees. Items of lists have a bullet or their number. */
export const plain = (body: string): string => linesOf(parse(body)).join("\n");

const linesOf = (blocks: readonly Block[]): string[] =>
  blocks.flatMap((block) => {
    if ("text" in block) return [textOf(block.text)];
    if ("code" in block) return [block.code];
    return "quote" in block ? linesOf(block.quote) : itemsOf(block);
  });

const itemsOf = ({ list }: List): string[] =>
  list.flatMap(({ number, text, lists }) => [
    (number === null ? "• " : `${number}. `) + textOf(text),
    ...lists.flatMap(itemsOf),
  ]);

export function textOf(parts: readonly Inline[]): string {
  let text = "";
  for (const part of parts) {
    if (typeof part === "string") text += part;
    else if ("mark" in part) text += textOf(part.parts);
    else text += "code" in part ? part.code : `@${part.mention}`;
  }
  return text;
}

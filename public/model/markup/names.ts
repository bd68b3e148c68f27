// Whom a body names outside of code and quotes, as the server reads it
// (src/chat/markup/mention.rs).

import { parse } from "./parse.ts";
import type { Block, Inline, List } from "./tree.ts";

export interface Named {
  /** In small letters, each once, in the order of the body. */
  readonly handles: readonly string[];
  readonly everyone: boolean;
  readonly here: boolean;
}

const NOBODY: Named = { handles: [], everyone: false, here: false };

export function namesIn(body: string): Named {
  if (!body.includes("@")) return NOBODY;
  const names = new Set(inBlocks(parse(body)));
  const [everyone, here] = [names.delete("everyone"), names.delete("here")];
  return { handles: [...names], everyone, here };
}

const inBlocks = (blocks: readonly Block[]): string[] =>
  blocks.flatMap((block) => {
    if ("text" in block) return inParts(block.text);
    return "list" in block ? inList(block) : [];
  });

const inList = ({ list }: List): string[] =>
  list.flatMap(({ text, lists }) => [...inParts(text), ...lists.flatMap(inList)]);

const inParts = (parts: readonly Inline[]): string[] =>
  parts.flatMap((part) => {
    if (typeof part === "string" || "code" in part) return [];
    return "mention" in part ? [part.mention.toLowerCase()] : inParts(part.parts);
  });

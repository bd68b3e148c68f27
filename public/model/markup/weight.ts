// How much there is to draw of a message. Eight thousand characters can hold thousands of marks,
// and drawing them all would stop the page.

import { partsOf } from "../links.ts";
import type { Block, Inline, List } from "./tree.ts";

/** Elements of a message; with more, it is shown as it was written. Real ones have some dozens. */
const MOST = 300;
/** A message of this length cannot have more. Most messages are shorter. */
const SHORT = 2 * MOST;

/** Elements of a block of code. */
const CODE_BLOCK = 8;

export const isHeavy = (body: string, blocks: readonly Block[]): boolean =>
  body.length > SHORT && ofBlocks(blocks) > MOST;

const sum = <T>(all: readonly T[], of: (one: T) => number) =>
  all.reduce((total, one) => total + of(one), 0);

const ofBlocks = (blocks: readonly Block[]): number =>
  sum(blocks, (block) => {
    if ("text" in block) return 1 + ofParts(block.text);
    if ("code" in block) return CODE_BLOCK;
    return "quote" in block ? 1 + ofBlocks(block.quote) : ofList(block);
  });

const ofList = ({ list }: List): number =>
  1 + sum(list, ({ text, lists }) => 1 + ofParts(text) + sum(lists, ofList));

/** Links count, and so do the texts between them. */
const ofParts = (parts: readonly Inline[]): number =>
  sum(parts, (part) => {
    if (typeof part === "string") return partsOf(part).length;
    return "mark" in part ? 1 + ofParts(part.parts) : 1;
  });

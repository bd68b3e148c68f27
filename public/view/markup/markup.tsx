// A message as it is read: blocks of text, code, quotes and lists. Text becomes text nodes; nothing
// makes markup of it.

import type { ComponentChildren } from "preact";
import { isLoneEmoji } from "../../model/emoji.ts";
import { parse } from "../../model/markup/parse.ts";
import type { Block, List } from "../../model/markup/tree.ts";
import { isHeavy } from "../../model/markup/weight.ts";
import { CodeBlock } from "./code.tsx";
import { inlineOf } from "./inline.tsx";

/** Turns the direction of what follows it, until its line ends. */
const BIDI = /\p{Bidi_Control}/u;

/** The body of a message. Lone emoji are large. */
export function Markup({ body }: { body: string }) {
  const blocks = parse(body);
  const [first] = blocks;
  const turns = BIDI.test(body);
  if (isHeavy(body, blocks))
    return (
      <p class="message-body" dir="auto" data-part="body">
        {body}
      </p>
    );
  // Most messages are one block of text, which needs no box around it.
  if (blocks.length === 1 && first && "text" in first) {
    const isLarge = isLoneEmoji(body);
    return (
      <p class="message-body" dir="auto" data-part="body" data-large={isLarge ? "" : undefined}>
        {inlineOf(first.text, turns)}
      </p>
    );
  }
  return (
    <div class="message-body blocks" dir="auto" data-part="body">
      {blocks.map((block) => blockOf(block, turns))}
    </div>
  );
}

function blockOf(block: Block, turns: boolean): ComponentChildren {
  if ("text" in block) return <p>{inlineOf(block.text, turns)}</p>;
  if ("code" in block) return <CodeBlock code={block.code} language={block.language} />;
  if ("quote" in block)
    return <blockquote class="quote">{block.quote.map((part) => blockOf(part, turns))}</blockquote>;
  return listOf(block, turns);
}

/** From this number on, the numbers need more room. */
const WIDE = 100;

function listOf({ list }: List, turns: boolean): ComponentChildren {
  const items = list.map(({ number, text, lists }) => (
    <li {...(number !== null && { value: number })}>
      {inlineOf(text, turns)}
      {lists.map((below) => listOf(below, turns))}
    </li>
  ));
  if (list[0]?.number === null) return <ul class="items">{items}</ul>;
  const isWide = list.some(({ number }) => number !== null && number >= WIDE);
  return (
    <ol class="items" data-wide={isWide ? "" : undefined}>
      {items}
    </ol>
  );
}

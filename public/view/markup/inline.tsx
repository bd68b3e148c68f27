// The parts of a line: marks, code, mentions, links.

import type { ComponentChildren } from "preact";
import { partsOf } from "../../model/links.ts";
import type { Inline, Mark } from "../../model/markup/tree.ts";
import { Mention } from "./mention.tsx";

const ELEMENTS: Readonly<Record<Mark, "strong" | "em" | "s">> = {
  bold: "strong",
  italic: "em",
  strike: "s",
};

/** `turns`: something in the message turns the direction of text. Then each part is isolated. */
export const inlineOf = (parts: readonly Inline[], turns: boolean): ComponentChildren =>
  parts.map((part) => {
    if (typeof part === "string") return textOf(part, turns);
    if ("code" in part)
      return (
        <code class="code" dir={turns ? "auto" : undefined}>
          {part.code}
        </code>
      );
    if ("mention" in part) return <Mention handle={part.mention} />;
    const Element = ELEMENTS[part.mark];
    return <Element dir={turns ? "auto" : undefined}>{inlineOf(part.parts, turns)}</Element>;
  });

const textOf = (text: string, turns: boolean): ComponentChildren =>
  partsOf(text).map(({ text, href }) => {
    if (href !== null) return link(text, href);
    return turns ? <bdi>{text}</bdi> : text;
  });

const link = (text: string, href: string) => (
  <a href={href} target="_blank" rel="noopener noreferrer">
    {text}
  </a>
);

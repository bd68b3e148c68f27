// What a message is made of. The server reads bodies by the same grammar (src/chat/markup), which
// docs/protocol.md describes. tests/markup/fixture.json holds both to the same samples.

/** A part of a line. A string is text; in it, `\n` begins a new line. */
export type Inline = string | Marked | InlineCode | Mention;

export type Mark = "bold" | "italic" | "strike";

interface Marked {
  readonly mark: Mark;
  readonly parts: readonly Inline[];
}

interface InlineCode {
  readonly code: string;
}

/** What may be a handle, as it was written and without its `@`. */
export interface Mention {
  readonly mention: string;
}

/** A part of a message that stands on lines of its own. */
export type Block = TextBlock | CodeBlock | Quote | List;

interface TextBlock {
  readonly text: readonly Inline[];
}

/** `language` is empty when none was named. */
export interface CodeBlock {
  readonly code: string;
  readonly language: string;
}

interface Quote {
  readonly quote: readonly Block[];
}

/** Items of one kind, at one level. */
export interface List {
  readonly list: readonly Item[];
}

/** Its number is the one that was written; bullets have none. `lists` are below it. */
export interface Item {
  readonly number: number | null;
  readonly text: readonly Inline[];
  readonly lists: readonly List[];
}

/** Adds text, as one string with the text before it. */
export function addText(parts: Inline[], text: string) {
  const last = parts.at(-1);
  if (typeof last === "string") parts[parts.length - 1] = last + text;
  else if (text !== "") parts.push(text);
}

/** Adds parts, so that no two strings are neighbours. */
export function addParts(parts: Inline[], more: readonly Inline[]) {
  for (const part of more) {
    if (typeof part === "string") addText(parts, part);
    else parts.push(part);
  }
}

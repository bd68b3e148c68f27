// Pairs the marks of one line (src/chat/markup/marks.rs). Each kind is open at most once, so a line
// of any length costs a fixed time for each mark.

import type { Mark } from "./tree.ts";

/** The signs of a kind. The two for italics are two kinds, which do not pair. */
type Kind = "**" | "*" | "_" | "~~";

const MARKS: Readonly<Record<Kind, Mark>> = {
  "**": "bold",
  "*": "italic",
  _: "italic",
  "~~": "strike",
};

/** What a run of signs stands for. Three stars are bold and italic. */
const KINDS: ReadonlyMap<string, readonly Kind[]> = new Map<string, Kind[]>([
  ["*", ["*"]],
  ["**", ["**"]],
  ["***", ["**", "*"]],
  ["_", ["_"]],
  ["~~", ["~~"]],
]);

interface Opening {
  readonly kind: Kind;
  readonly start: number;
}

/** A run of one sign in a line, and what its neighbours allow. */
interface Run {
  readonly signs: string;
  readonly start: number;
  readonly canOpen: boolean;
  readonly canClose: boolean;
}

/** A mark, and where it opens and closes. */
interface Pair {
  readonly mark: Mark;
  readonly length: number;
  readonly opens: number;
  readonly closes: number;
}

export class Marks {
  readonly pairs: Pair[] = [];
  #open: Opening[] = [];

  /** Takes the next run. It closes what is open, or else it opens. */
  meet({ signs, start, canOpen, canClose }: Run) {
    const kinds = KINDS.get(signs);
    if (!kinds) return;
    const isOpen = (kind: Kind) => this.#open.some((opening) => opening.kind === kind);
    if (canClose && kinds.every(isOpen)) this.#close(kinds, start);
    else if (canOpen) this.#begin(kinds, start);
  }

  /** The nearest opening counts, so an earlier one of the same kind becomes text. */
  #begin(kinds: readonly Kind[], start: number) {
    this.#open = this.#open.filter(({ kind }) => !kinds.includes(kind));
    for (const kind of kinds) {
      this.#open.push({ kind, start });
      start += kind.length;
    }
  }

  /** Closes the innermost first. What was opened inside and is not closed becomes text. */
  #close(kinds: readonly Kind[], start: number) {
    if (kinds.length === 1 && kinds[0] === "**") this.#turn();
    for (const _kind of kinds) {
      const nth = this.#open.findLastIndex(({ kind }) => kinds.includes(kind));
      const opening = this.#open[nth];
      if (!opening) return;
      this.#open.length = nth;
      const length = opening.kind.length;
      this.pairs.push({ mark: MARKS[opening.kind], length, opens: opening.start, closes: start });
      start += length;
    }
  }

  /** Three stars open both kinds. When bold closes first, it is the inner one. */
  #turn() {
    const nth = this.#open.findIndex(({ kind }) => kind === "**");
    const [outer, inner] = this.#open.slice(nth, nth + 2);
    if (outer && inner?.kind === "*" && inner.start === outer.start + 2) {
      this.#open[nth] = { kind: "*", start: outer.start };
      this.#open[nth + 1] = { kind: "**", start: outer.start + 1 };
    }
  }
}

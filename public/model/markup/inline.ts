// Reads one line: code, mentions, addresses and marks, from left to right
// (src/chat/markup/inline.rs). What comes first binds closest, so marks inside of code are text.

import { addressLength } from "./addresses.ts";
import { Marks } from "./marks.ts";
import { canClose, canOpen, isBlank, isWord } from "./signs.ts";
import { addText } from "./tree.ts";
import type { Inline, Mark } from "./tree.ts";

/** The most backticks that stand around code in a line. */
const TICKS = 3;
/** Letters of a handle. */
const HANDLE = { least: 2, most: 32 };

/** What a line without any of these is. */
const SPECIAL = /[*_~\x60@]/;
const HANDLE_RUN = /@([a-z\d._-]*)/iy;
const LETTERS = /[a-z\d]+/iy;
const RUNS = { "*": /\*+/y, _: /_+/y, "~": /~+/y, "`": /\x60+/y };
type Sign = keyof typeof RUNS;
const isSign = (letter: string): letter is Sign => letter in RUNS;

/** Something in a line that is no text, and where. */
interface Piece {
  readonly start: number;
  readonly end: number;
  readonly what: "open" | Mark | { readonly leaf: Inline };
}

/** The parts of one line. */
export function inlineOf(line: string): Inline[] {
  if (!SPECIAL.test(line)) return line === "" ? [] : [line];
  return nested(line, new Reader(line).pieces());
}

class Reader {
  #line: string;
  #leaves: Piece[] = [];
  #marks = new Marks();
  /** For these many backticks there is no later run of as many. */
  #unclosed = new Set<number>();

  constructor(line: string) {
    this.#line = line;
    let before = "";
    for (let at = 0; at < line.length;) {
      const end = at + this.#read(letterAt(line, at), at, before);
      before = letterBefore(line, end);
      at = end;
    }
  }

  /** All that is no text, in the order of the line. */
  pieces(): Piece[] {
    const marks = this.#marks.pairs.flatMap(({ mark, length, opens, closes }): Piece[] => [
      { start: opens, end: opens + length, what: "open" },
      { start: closes, end: closes + length, what: mark },
    ]);
    return [...this.#leaves, ...marks].sort((one, other) => one.start - other.start);
  }

  /** How many code units belong together here. */
  #read(letter: string, at: number, before: string): number {
    if (letter === "@") return this.#mention(at, before);
    if (isSign(letter)) {
      const run = matchAt(RUNS[letter], this.#line, at);
      return letter === "`" ? this.#code(at, run) : this.#mark(at, run, before);
    }
    const letters = matchAt(LETTERS, this.#line, at).length;
    return (letters && addressLength(this.#line, at, before)) || letters || letter.length;
  }

  #mark(start: number, signs: string, before: string): number {
    const after = letterAt(this.#line, start + signs.length);
    const [opens, closes] = [canOpen(before, after), canClose(before, after)];
    this.#marks.meet({ signs, start, canOpen: opens, canClose: closes });
    return signs.length;
  }

  /** A handle does not end with a sign, so a sentence can end after it. */
  #mention(at: number, before: string): number {
    const run = matchAt(HANDLE_RUN, this.#line, at).slice(1);
    const after = letterAt(this.#line, at + 1 + run.length);
    const isInside = (letter: string) => isWord(letter) || letter === "@" || letter === "/";
    let end = run.length;
    while (end > 0 && "._-".includes(run.charAt(end - 1))) end -= 1;
    const handle = run.slice(0, end);
    const fits = HANDLE.least <= handle.length && handle.length <= HANDLE.most;
    if (!fits || /^[._-]/.test(run) || isInside(before) || isInside(after)) return 1;
    return this.#leaf(at, 1 + handle.length, { mention: handle });
  }

  /** Code ends at the next run of as many backticks. Otherwise the backticks are text. */
  #code(at: number, { length: ticks }: string): number {
    if (ticks > TICKS || this.#unclosed.has(ticks)) return ticks;
    const end = this.#closing(at + ticks, ticks);
    if (end < 0) this.#unclosed.add(ticks);
    const code = this.#line.slice(at + ticks, end);
    if (end < 0 || isBlank(code)) return ticks;
    return this.#leaf(at, end + ticks - at, { code: unpadded(code) });
  }

  /** Where the next run of exactly `ticks` backticks is, or -1. */
  #closing(from: number, ticks: number): number {
    for (let at = this.#line.indexOf("`", from); at >= 0; at = this.#line.indexOf("`", at)) {
      const { length } = matchAt(RUNS["`"], this.#line, at);
      if (length === ticks) return at;
      at += length;
    }
    return -1;
  }

  #leaf(start: number, length: number, leaf: Inline): number {
    this.#leaves.push({ start, end: start + length, what: { leaf } });
    return length;
  }
}

const letterAt = (line: string, at: number) => {
  const point = line.codePointAt(at);
  return point === undefined ? "" : String.fromCodePoint(point);
};

/** The last letter before `end`. */
function letterBefore(line: string, end: number): string {
  const pair = letterAt(line, end - 2);
  return end > 1 && pair.length === 2 ? pair : line.charAt(end - 1);
}

function matchAt(pattern: RegExp, line: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(line)?.[0] ?? "";
}

/** A blank on both sides is there for the backticks, as in ``` `` ` `` ```. */
const unpadded = (code: string) =>
  code.length > 1 && code.startsWith(" ") && code.endsWith(" ") ? code.slice(1, -1) : code;

/** Nests the pieces, with the text between them. */
function nested(line: string, pieces: readonly Piece[]): Inline[] {
  const around: Inline[][] = [];
  let here: Inline[] = [];
  let at = 0;
  for (const { start, end, what } of pieces) {
    addText(here, line.slice(at, start));
    if (what === "open") {
      around.push(here);
      here = [];
    } else if (typeof what === "string") {
      const outer = around.pop() ?? [];
      outer.push({ mark: what, parts: here });
      here = outer;
    } else {
      here.push(what.leaf);
    }
    at = end;
  }
  addText(here, line.slice(at));
  return here;
}

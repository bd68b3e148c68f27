// What the end of a word in a box stands for: the beginning of a handle after `@`, or of an emoji's
// name after `:`. Knows no members and no emoji.

/** What is being written before the caret. It begins at `from`, with its sign. */
export interface Token {
  readonly kind: "mention" | "emoji";
  readonly from: number;
  /** Without the sign, in small letters. */
  readonly query: string;
  /** Whether a second `:` ends it. */
  readonly closed: boolean;
}

/** The same signs as in a body: markup/inline.ts. */
const MENTION = /(?:^|[^\p{L}\p{N}_@/])@([a-z\d._-]{0,32})$/iu;
/** `:` needs a blank before it and two letters after it, so `10:30` and `:D` are text. */
const EMOJI = /(?:^|[\s([])(:([a-z+-][a-z\d_+-]{1,40})(:?))$/i;
/** What is before the caret is looked at for this far. */
const REACH = 64;

/** What the text before the caret ends with; null: nothing that can be completed. */
export function tokenAt(text: string, caret: number): Token | null {
  const before = text.slice(Math.max(0, caret - REACH), caret);
  const mention = MENTION.exec(before)?.[1];
  const emoji = mention === undefined ? EMOJI.exec(before) : null;
  const token = tokenOf(mention, emoji, caret);
  return token && isInCode(text.slice(0, token.from)) ? null : token;
}

function tokenOf(mention: string | undefined, emoji: RegExpExecArray | null, caret: number) {
  if (mention !== undefined) {
    const from = caret - mention.length - 1;
    return { kind: "mention", from, query: mention.toLowerCase(), closed: false } as const;
  }
  const [, whole, name, end] = emoji ?? [];
  if (whole === undefined || name === undefined) return null;
  const from = caret - whole.length;
  return { kind: "emoji", from, query: name.toLowerCase(), closed: end === ":" } as const;
}

/** Whether code has begun in this line, or a block of code in a line before it. */
function isInCode(before: string): boolean {
  const lines = before.split("\n");
  const isOdd = (count: number) => count % 2 === 1;
  const fences = lines.filter((line) => line.startsWith("```")).length;
  return isOdd(fences) || isOdd((lines.at(-1)?.split("`").length ?? 1) - 1);
}

// Cleans what a person wrote before it is sent: what a terminal, an old editor or a broken emoji
// left in it. Afterwards the server refuses no character of it (src/chat/text.rs).

/** The most code points of a message (`BODY_CHARS` in src/chat/limits.rs). */
export const MOST = 8_000;

/** What is in the composer, ready to be sent. */
export interface Written {
  readonly body: string;
  /** How many code points may still be added. It is below 0 when the text is too long. */
  readonly left: number;
  readonly canSend: boolean;
}

export function written(text: string): Written {
  const body = clean(text);
  const left = MOST - pointsIn(body);
  return { body, left, canSend: left >= 0 && hasSomethingToSee(body) };
}

/**
 * Escape sequences of terminals (ECMA-48): strings such as a title or a link, then sequences with
 * parameters such as a colour, then those of two letters.
 */
const ESCAPES =
  /\x1b[P\]X^_][^\x07\x1b\n]*(?:\x07|\x1b\\)|\x1b\[[0-?]*[ -/]*[@-~]|\x1b[ -/]*[0-Z\\-~]/g;
/** Bold and underlined letters of manual pages: a letter is struck over another. */
const STRUCK_OVER = /[^\n\x08]\x08/gu;
const LINE_ENDS = /\r\n|[\r\v\f]/g;
const CONTROLS = /(?![\n\t])\p{Cc}/gu;
const LONE_SURROGATES = /\p{Cs}/gu;

/** 0x80 to 0x9f of Windows-1252. Text that is read as Latin-1 has controls in their place. */
const WINDOWS_1252 = "€\0‚ƒ„…†‡ˆ‰Š‹Œ\0Ž\0\0‘’“”•–—˜™š›œ\0žŸ";

/**
 * The text without what cannot be sent, without blanks at the ends of lines, and without blank
 * lines at both ends. The first line keeps its indentation.
 */
export function clean(text: string): string {
  const lines = text
    .replace(LINE_ENDS, "\n")
    .replace(ESCAPES, "")
    .replace(STRUCK_OVER, "")
    .replace(/[\x80-\x9f]/g, (control) => WINDOWS_1252.charAt(control.charCodeAt(0) - 0x80))
    .replace(CONTROLS, "")
    .replace(LONE_SURROGATES, "\ufffd")
    .split("\n")
    .map((line) => line.trimEnd());
  const isWritten = (line: string) => line !== "";
  return lines.slice(lines.findIndex(isWritten), lines.findLastIndex(isWritten) + 1).join("\n");
}

/** Not a blank, a control, a mark without a base, or what Unicode says to ignore. */
const SEEN = /[^\s\u2800\p{Cc}\p{M}\p{DI}\ufff9-\ufffb]/u;

/** Whether anything in the text is visible, by the rule of src/chat/visible.rs. */
export const hasSomethingToSee = (text: string): boolean => SEEN.test(text);

function pointsIn(text: string): number {
  let points = 0;
  for (const _point of text) points += 1;
  return points;
}

// Which signs beside a mark make it one (src/chat/markup/signs.rs). Marks touch words from outside,
// so `snake_case`, `2*3*4` and `a * b` have none.

/** As `char::is_whitespace` of Rust. `\s` has other members. */
const BLANK = /^\p{White_Space}$/u;
const ONLY_BLANKS = /^\p{White_Space}*$/u;
const BLANKS_BEFORE = /^\p{White_Space}+/u;

/** Blocks of Thai, Lao, Myanmar, Khmer, Chinese and Japanese, and of Korean, where a particle
 * follows the word at once. */
const UNSPACED = [
  String.raw`\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u1950-\u19df\u1a20-\u1aaf`,
  String.raw`\u2e80-\ua4cf\ua960-\ua97f\uaa60-\uaadf\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f`,
  String.raw`\uff00-\uffef\u{1b000}-\u{1b2ff}\u{1f200}-\u{1f2ff}\u{20000}-\u{3ffff}`,
].join("");
/** A letter or digit, except of scripts that put no blanks between words. */
const WORD = new RegExp(String.raw`^(?![${UNSPACED}])[\p{Alphabetic}\p{N}]`, "u");

/** What does not stand before an opening mark, beside words: `\*` is no mark, and `^_^` a face. */
const NOT_BEFORE = "\\^>";
/** What an opening mark does not touch, beside blanks. So `*.txt` and `(*)` open nothing. */
const NOT_OPENED = "/.,;:)]}";
/** What a closing mark does not touch, beside blanks. */
const NOT_CLOSED = "([{";
/** What does not stand after a closing mark, beside words. */
const NOT_AFTER = "\\^<";

export const isWord = (letter: string) => WORD.test(letter);
export const isBlank = (text: string) => ONLY_BLANKS.test(text);
export const trimStart = (text: string) => text.replace(BLANKS_BEFORE, "");

/** Without the blanks at its end. A regular expression would try each run of blanks. */
export function trimEnd(text: string): string {
  let end = text.length;
  while (end > 0 && BLANK.test(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}

/** Whether a mark can open between these two signs of a line. They are "" at its ends. */
export const canOpen = (before: string, after: string) =>
  isApart(before, NOT_BEFORE) && !isBetweenEquals(before, after) && touches(after, NOT_OPENED);

/** Whether a mark can close between these two signs of a line. */
export const canClose = (before: string, after: string) =>
  isApart(after, NOT_AFTER) && !isBetweenEquals(before, after) && touches(before, NOT_CLOSED);

const isApart = (outside: string, not: string) =>
  outside === "" || (!isWord(outside) && !not.includes(outside));

const touches = (inside: string, not: string) =>
  inside !== "" && !BLANK.test(inside) && !not.includes(inside);

/** `'*'` and `-_-` speak of the sign, or show a face. */
const isBetweenEquals = (before: string, after: string) => before === after && before < "\x80";

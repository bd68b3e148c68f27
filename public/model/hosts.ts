// The host of a link as it is shown. A host in one script is shown as it was written. One that may
// pass for another is shown in ASCII, as the browser reads it.

/** Scripts that people mix with no other in one name. */
const SCRIPTS = ["Latin", "Cyrillic", "Greek", "Armenian", "Cherokee", "Hebrew", "Arabic", "Thai"];
const PATTERNS = SCRIPTS.map((script) => new RegExp(String.raw`\p{Script=${script}}`, "u"));
const LATIN = /\p{Script=Latin}/u;
/** Names in Chinese, Japanese and Korean may have Latin letters. */
const EAST_ASIAN = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;
/** A name of only these looks like one in Latin letters. */
const LOOK_LATIN = /^[авеһіјкӏморԛгѕтуԝхпьԁсνοραικτυω\d-]+$/iu;

/** The host that a link shows. `ascii` is what the browser makes of `written`. */
export const shownHost = (written: string, ascii: string): string =>
  isClear(written) ? written : ascii;

function isClear(host: string): boolean {
  if (/^[\0-\x7f]*$/.test(host)) return true;
  const isPlain = host.normalize("NFKC").toLowerCase() === host.toLowerCase();
  return isPlain && host.split(".").every(isClearLabel);
}

function isClearLabel(label: string): boolean {
  if (/^[\0-\x7f]*$/.test(label)) return true;
  const scripts = PATTERNS.filter((script) => script.test(label)).length;
  const isAsian = EAST_ASIAN.test(label);
  // Beside one of East Asia there may be Latin, and no other.
  const isMixed = isAsian ? scripts > 1 || (scripts === 1 && !LATIN.test(label)) : scripts > 1;
  return !isMixed && !LOOK_LATIN.test(label);
}

// Where an address may be in a line (src/chat/markup/address.rs). Signs inside of it are no marks,
// so `https://x.org/_a_/*b*` stays whole. What becomes a link, links.ts decides.

/** What ends an address: blanks, quotes, brackets that are not ASCII's, and the punctuation of
 * Chinese and Japanese. */
const ENDS = String.raw`\p{White_Space}<>"|\\^\x60\xab\xbb\u2018-\u201f\u2026\u2039\u203a\u3001-\u3003\u3008-\u3011\u3014-\u301f\uff01\uff08\uff09\uff0c\uff0e\uff1a\uff1b\uff1f\uff3b\uff3d\uff5b\uff5d\uff61-\uff64`;
const TAIL = `[^${ENDS}]*`;
/** Letters of any script, and ASCII's signs that a host can have. */
const HOST = String.raw`(?:(?![\0-\x7f])[^${ENDS}]|[A-Za-z\d\-._:[\]@%])+`;
const HTTP = `[Hh][Tt]{2}[Pp][Ss]?://${HOST}(?:(?=[/?#])${TAIL})?`;
const MAILTO = `[Mm][Aa][Ii][Ll][Tt][Oo]:${TAIL}`;
// Not "i": with "u", `ſ` and the sign for kelvin would be letters of ASCII.
const FULL = new RegExp(`${HTTP}|${MAILTO}`, "uy");
/** A host without a scheme, such as `docs.rs` in `docs.rs/a_b`. */
const LABEL = String.raw`[A-Za-z\d\-]+`;
const BARE = new RegExp(String.raw`${LABEL}(?:\.${LABEL})+(?::\d*)?(?=[/?#])${TAIL}`, "uy");

/** Closes a sentence or a mark, and not an address. */
const CLOSES = ".,;:!?')]}*_~";
const INSIDE_FULL = /^[a-z\d:]$/i;
const INSIDE_BARE = /^[a-z\d.\-_@:/]$/i;

/** The length of the address that begins at a place in a line, or 0. `before`: the sign there. */
export function addressLength(line: string, at: number, before: string): number {
  const found =
    (!INSIDE_FULL.test(before) && matchAt(FULL, line, at)) ||
    (!INSIDE_BARE.test(before) && matchAt(BARE, line, at)) ||
    "";
  let end = found.length;
  while (end > 0 && CLOSES.includes(found.charAt(end - 1))) end -= 1;
  return end;
}

function matchAt(pattern: RegExp, line: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(line)?.[0] ?? "";
}

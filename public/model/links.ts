// Finds addresses in what people write. Returns plain parts; makes no elements and trusts nothing.
//
// This is our own code, because linkifyjs (9.5 KB gzip) and linkify-it (4.4 KB) both keep bidi
// controls in links and link a host that is only the name before an `@`.

import { ENDS, isWritten } from "./domains.ts";
import { shownHost } from "./hosts.ts";

/** A piece of a message. `href` is null for text that is no link. */
export interface Part {
  readonly text: string;
  readonly href: string | null;
}

/** Letters of any script. A `/` or `@` that only looks like one is none of these. */
const LABEL = String.raw`[\p{L}\p{M}\p{N}_-]+`;
const HOST = String.raw`(?:${LABEL}(?:\.${LABEL})*|\[[\da-f:.]+\])(?::\d{1,5})?`;
/**
 * What an address may have after its host. Quotes, brackets other than ASCII's, and the
 * punctuation of Chinese and Japanese end it. So does all that Unicode says to ignore, except what
 * joins letters: `\p{DI}` includes the bidi controls.
 */
const ENDING = String.raw`\s<>"|\\^\x60\p{Cc}\p{Cs}\p{DI}\p{Pi}\p{Pf}\p{Ps}\p{Pe}、。，．；：！？｡､…`;
const LETTER = String.raw`(?:[()[\]\u200c\u200d\ufe0f]|[^${ENDING}])`;
const FULL = String.raw`(?<![a-z\d:])(?:https?://${HOST}(?:[/?#]${LETTER}*)?|mailto:${LETTER}+)`;
/** A name alone, such as `example.com/a`. What is before it would be a part of it. */
const NAME = String.raw`(?:www\.${LABEL}(?:\.${LABEL})*|(?:${LABEL}\.)+${ENDS})`;
const BARE = String.raw`(?<![\p{L}\p{M}\p{N}_.@:/\\-])${NAME}(?::\d{1,5})?(?:[/?#]${LETTER}*)?`;
const ADDRESS = new RegExp(`${FULL}|${BARE}`, "giu");
const SCHEME = /^(?:https?:\/\/|mailto:)/iu;
/** The host of an address, behind its scheme. */
const HOST_OF = /^(https?:\/\/)?([^/?#:]*)/iu;

/** After a host this means that it is no host, but a name to sign in with. */
const USER_INFO = /^[^\s/?#]*@/u;
/** Closes a sentence, not an address. */
const PUNCTUATION = ".,;:!?'";
/** Closes what the same sign opened before the address. */
const EMPHASIS = "*_~";
const OPENING = new Map([
  [")", "("],
  ["]", "["],
]);
const SAFE = new Set(["http:", "https:", "mailto:"]);
const BIDI = /\p{Bidi_Control}/gu;

/**
 * The parts of a message, in order. Their texts are `body`, with two exceptions. No bidi control
 * touches an address: it would show the address and its neighbours in another order than they are
 * in. And a host that may pass for another is shown in ASCII.
 */
export function partsOf(body: string): readonly Part[] {
  const parts: Part[] = [];
  let end = 0;
  const push = (text: string, href: string | null = null) =>
    text === "" ? parts.length : parts.push({ text, href });
  for (const { 0: match, index } of body.matchAll(ADDRESS)) {
    const text = withoutTail(match, body.charAt(index - 1));
    const href = hrefOf(text);
    const isName = !match.startsWith("m") && USER_INFO.test(body.slice(index + text.length));
    if (href === null || isName) continue;
    push(calm(body.slice(end, index), end > 0, true));
    push(shown(text, href), href);
    end = index + text.length;
  }
  push(end === 0 ? body : calm(body.slice(end), true, false));
  return parts;
}

/** A text without the bidi controls that touch an address before or after it. */
function calm(text: string, isAfter: boolean, isBefore: boolean): string {
  const words = text.split(/(\s+)/u);
  const touches = (nth: number) => (isAfter && nth === 0) || (isBefore && nth === words.length - 1);
  return words.map((word, nth) => (touches(nth) ? word.replace(BIDI, "") : word)).join("");
}

/**
 * Ends an address where a bracket closes that the address does not open, and removes a sentence's
 * punctuation. `before` is the sign before the address.
 */
function withoutTail(text: string, before: string): string {
  const open = new Map([...OPENING.values()].map((sign) => [sign, 0]));
  let end = 0;
  for (const sign of text) {
    const opening = OPENING.get(sign);
    const left = open.get(opening ?? sign);
    // The host of an IPv6 address is in brackets too.
    if (opening !== undefined && left === 0) break;
    if (left !== undefined) open.set(opening ?? sign, left + (opening === undefined ? 1 : -1));
    end += sign.length;
  }
  const closes = (sign: string) =>
    PUNCTUATION.includes(sign) || (EMPHASIS.includes(sign) && sign === before);
  while (end > 0 && closes(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}

/** Where an address leads, or null. A name alone is asked for by https. */
function hrefOf(text: string): string | null {
  if (SCHEME.test(text)) return safe(text);
  return isWritten(HOST_OF.exec(text)?.[2] ?? "") ? safe(`https://${text}`) : null;
}

/** The address as it is shown. */
function shown(text: string, href: string): string {
  const { hostname } = new URL(href);
  const [start = "", scheme = "", host = ""] = HOST_OF.exec(text) ?? [];
  if (hostname === "") return text;
  return scheme + shownHost(host, hostname) + text.slice(start.length);
}

/** The address as the browser reads it, or null if its scheme is not one of the three. */
function safe(text: string): string | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  if (!SAFE.has(url.protocol) || url.username !== "" || url.password !== "") return null;
  return (url.protocol === "mailto:" ? url.pathname.includes("@") : url.hostname) ? url.href : null;
}

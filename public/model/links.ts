// Finds addresses in what people write. Returns plain parts; makes no elements and trusts nothing.

const ADDRESS = /(?<![\w:])(?:https?:\/\/|mailto:)[^\s<>"'`{}|\\^]+/giu;
const SAFE = new Set(["http:", "https:", "mailto:"]);

/** [{ text } | { text, href }]; the texts joined are `body`, unchanged. */
export function partsOf(body) {
  const parts = [];
  let end = 0;
  for (const match of body.matchAll(ADDRESS)) {
    const text = withoutTail(match[0]);
    const href = safe(text);
    if (!href) continue;
    if (match.index > end) parts.push({ text: body.slice(end, match.index) });
    parts.push({ text, href });
    end = match.index + text.length;
  }
  if (end < body.length) parts.push({ text: body.slice(end) });
  return parts;
}

/**
 * Removes a sentence's punctuation from an address. A closing bracket stays if the address opens
 * it.
 */
function withoutTail(text) {
  let rest = text;
  for (;;) {
    const last = rest.at(-1);
    const unopened = (last === ")" && !rest.includes("(")) || (last === "]" && !rest.includes("["));
    if (!unopened && !".,;:!?*_~".includes(last)) return rest;
    rest = rest.slice(0, -1);
  }
}

/** The address as the browser reads it, or null if its scheme is not one of the three. */
function safe(text) {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  return SAFE.has(url.protocol) &&
    (url.protocol === "mailto:" ? url.pathname.includes("@") : url.hostname)
    ? url.href
    : null;
}

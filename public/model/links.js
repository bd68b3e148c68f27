// Finds addresses in what people write. Answers plain parts; makes no elements and trusts nothing.

const ADDRESS = /(?<![\w:])(?:https?:\/\/|mailto:)[^\s<>"'`{}|\\^]+/giu;
const SAFE = new Set(["http:", "https:", "mailto:"]);

/** [{ text } | { text, href }]; the texts together are `body`, unchanged. */
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

/** A sentence's own punctuation is not the address's; a bracket is, when it was opened inside. */
function withoutTail(text) {
  let kept = text;
  for (;;) {
    const last = kept.at(-1);
    const unopened = (last === ")" && !kept.includes("(")) || (last === "]" && !kept.includes("["));
    if (!unopened && !".,;:!?*_~".includes(last)) return kept;
    kept = kept.slice(0, -1);
  }
}

/** The address as the browser reads it, if its scheme is one of three; otherwise null. */
function safe(text) {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  return SAFE.has(url.protocol) && (url.protocol === "mailto:" ? url.pathname.includes("@") : url.hostname) ? url.href : null;
}

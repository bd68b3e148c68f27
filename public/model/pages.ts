// A list that is searched and paged: people, public groups, a group's members. Does not know what
// is in it.

export const emptyPages = { query: null, items: [], next: null, phase: "idle", error: null };

/** A new search. The shown items stay until the answer arrives. */
export const asked = (pages, query) => ({ ...pages, query, phase: "loading", error: null });

/** A request for the next page. */
export const askedMore = (pages) => ({ ...pages, phase: "loading", error: null });

/**
 * An answer to `query`. An answer to an older query changes nothing. `after` is set for a further
 * page.
 */
export function answered(pages, query, { items, next = null, after = null }, key) {
  if (query !== pages.query || (after !== null && after !== pages.next)) return pages;
  const held = after === null ? [] : pages.items;
  const known = new Set(held.map(key));
  return {
    ...pages,
    items: [...held, ...items.filter((item) => !known.has(key(item)))],
    next,
    phase: "ready",
  };
}

export const failed = (pages, query, error) =>
  query === pages.query ? { ...pages, phase: "failed", error } : pages;

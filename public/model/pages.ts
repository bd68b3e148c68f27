// A list that is searched and paged: people, public groups, a group's members. Does not know what
// is in it.

/** `next`: where the next page begins; null: there is none. `error`: why the last page failed. */
export interface Pages<T> {
  readonly query: string | null;
  readonly items: readonly T[];
  readonly next: string | null;
  readonly phase: "idle" | "loading" | "ready" | "failed";
  readonly error: string | null;
}

/** One answer. `after` is set for a further page. */
export interface Answer<T> {
  readonly items: readonly T[];
  readonly next?: string | null | undefined;
  readonly after?: string | null | undefined;
}

export const emptyPages: Pages<never> = {
  query: null,
  items: [],
  next: null,
  phase: "idle",
  error: null,
};

/** A new search. The shown items stay until the answer arrives. */
export const asked = <T>(pages: Pages<T>, query: string): Pages<T> => ({
  ...pages,
  query,
  phase: "loading",
  error: null,
});

/** A request for the next page. */
export const askedMore = <T>(pages: Pages<T>): Pages<T> => ({
  ...pages,
  phase: "loading",
  error: null,
});

/** An answer to `query`. An answer to an older query changes nothing. */
export function answered<T>(
  pages: Pages<T>,
  query: string | null,
  { items, next = null, after = null }: Answer<T>,
  key: (item: T) => string,
): Pages<T> {
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

export const failed = <T>(pages: Pages<T>, query: string | null, error: string): Pages<T> =>
  query === pages.query ? { ...pages, phase: "failed", error } : pages;

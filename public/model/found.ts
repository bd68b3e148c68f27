// What a search has found so far: a list of hits that grows page by page.

import type { FoundEverywhere, Kind, SearchPage, SearchResult } from "../wire.ts";

/** Where to search: one conversation, or all (null). */
export type Scope = string | null;

export interface Hit extends SearchResult {
  readonly conversation: string;
  /** Null in a search in one conversation. */
  readonly title: string | null;
  readonly kind: Kind | null;
}

/** A conversation that has more than was shown of it. */
export interface Rest {
  readonly conversation: string;
  readonly title: string;
}

export interface Found {
  readonly phase: "idle" | "loading" | "done" | "failed";
  /** The query that the hits are of. */
  readonly query: string;
  readonly hits: readonly Hit[];
  /** Where the next page goes on; null: there is none. */
  readonly next: string | number | null;
  readonly rest: readonly Rest[];
  /** Messages before this time are not searched yet. */
  readonly searchedFrom: number | null;
  /** Whether this is so in some of many conversations. */
  readonly isPart: boolean;
  readonly unanswered: number;
  readonly error: string | null;
}

export const NOTHING: Found = {
  phase: "idle",
  query: "",
  hits: [],
  next: null,
  rest: [],
  searchedFrom: null,
  isPart: false,
  unanswered: 0,
  error: null,
};

/** A search begins. What was found before stays in view until there is an answer. */
export const searching = (found: Found, query: string): Found => ({
  ...found,
  phase: "loading",
  query,
  error: null,
});

export const searchFailed = (found: Found, error: string): Found => ({
  ...found,
  phase: "failed",
  error,
});

const begun = (found: Found, isFirst: boolean): Found => ({
  ...(isFirst ? { ...NOTHING, query: found.query } : found),
  phase: "done",
});

/** A page of one conversation has come. */
export function foundIn(found: Found, id: string, page: SearchPage, isFirst: boolean): Found {
  const before = begun(found, isFirst);
  const hits = page.results.map((one) => ({ ...one, conversation: id, title: null, kind: null }));
  return {
    ...before,
    hits: [...before.hits, ...hits],
    next: page.next ?? null,
    searchedFrom: page.searched_from ?? null,
    isPart: page.searched_to !== undefined,
  };
}

/** A page of several conversations has come. Its hits go below those before, newest first. */
export function foundEverywhere(found: Found, page: FoundEverywhere, isFirst: boolean): Found {
  const before = begun(found, isFirst);
  const hits = page.conversations.flatMap(({ conversation, title, kind, found: { results } }) =>
    results.map((one) => ({ ...one, conversation, title, kind })),
  );
  hits.sort((one, other) => other.at - one.at);
  const rest = page.conversations.filter(({ found: { next } }) => next !== undefined);
  const isPart = page.conversations.some(
    ({ found: { searched_from, searched_to } }) => (searched_from ?? searched_to) !== undefined,
  );
  return {
    ...before,
    hits: [...before.hits, ...hits],
    next: page.next ?? null,
    rest: [...before.rest, ...rest.map(({ conversation, title }) => ({ conversation, title }))],
    isPart: before.isPart || isPart,
    unanswered: before.unanswered + (page.unanswered ?? 0),
  };
}

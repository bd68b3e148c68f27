// The one invariant of a log: each event's seq is the previous one plus 1. Knows nothing of
// sockets: it only says which events are new and whether a gap precedes them.

/**
 * Takes the `events` that follow `last`. If `last` is null, nothing is held yet and any event may
 * come first.
 */
export function inOrder<T extends { readonly seq: number }>(
  last: number | null,
  events: readonly T[],
): { fresh: T[]; gap: boolean } {
  const fresh: T[] = [];
  let at = last;
  for (const event of events) {
    if (at !== null && event.seq <= at) continue;
    if (at !== null && event.seq !== at + 1) return { fresh, gap: true };
    fresh.push(event);
    at = event.seq;
  }
  return { fresh, gap: false };
}

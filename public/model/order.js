// The one invariant of a log: each event's seq is the one before plus 1.
// Knows nothing of sockets: it only says what fits, what was heard before and where a hole is.

/** Splits `events` by what follows `last` (null: nothing held yet, anything may come first). */
export function inOrder(last, events) {
  const fresh = [];
  let at = last;
  for (const event of events) {
    if (at !== null && event.seq <= at) continue;
    if (at !== null && event.seq !== at + 1) return { fresh, gap: true };
    fresh.push(event);
    at = event.seq;
  }
  return { fresh, gap: false };
}

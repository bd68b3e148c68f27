// Which conversations stay connected: the last few that were looked at. Knows only ids.

/** Sockets kept open. Hibernated ones cost the server nothing, and coming back is at once. */
export const KEPT = 5;
/**
 * Kept on the other ways: over HTTP/1.1 a browser opens six connections to a server, and a stream
 * takes one for good; and each poll is a request.
 */
export const KEPT_ON_FALLBACK = 1;

/** The list with `id` first, and what fell off its end. */
export function visited(recent, id, most) {
  const all = [id, ...recent.filter((other) => other !== id)];
  return { kept: all.slice(0, most), dropped: all.slice(most) };
}

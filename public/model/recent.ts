// Which conversations stay connected: the last few that were in view. Knows only ids.

/**
 * Sockets that stay open. Hibernated ones cost the server nothing, and returning to one takes no
 * time.
 */
export const STAY_OPEN = 5;
/**
 * Over the other ways: over HTTP/1.1 a browser opens six connections to a server. A stream holds
 * one of them, and each poll is a request.
 */
export const STAY_OPEN_ON_FALLBACK = 1;

/** The list with `id` first, and the ids that no longer fit. */
export function visited(
  recent: readonly string[],
  id: string,
  most: number,
): { recent: string[]; dropped: string[] } {
  const all = [id, ...recent.filter((other) => other !== id)];
  return { recent: all.slice(0, most), dropped: all.slice(most) };
}

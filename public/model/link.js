// How this page is connected, in one word. Knows only what it is told.

/** Longer than this without a connection and the person is told, in ms. */
export const TELL_AFTER = 1_500;

/**
 * live | fallback | connecting | offline. `person`: the person's own connection's status; `room`: the status of the
 * conversation in view, or null; `way`: socket | stream; `online`: what the browser believes.
 */
export function linkWord({ person, room, way, online }) {
  const live = person === "live" && (room === null || room === "live");
  if (live) return way === "stream" ? "fallback" : "live";
  return online ? "connecting" : "offline";
}

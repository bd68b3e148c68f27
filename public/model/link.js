// How this page is connected, in one word. Knows only what it is told.

/** Longer than this without a connection and the person is told, in ms. */
export const TELL_AFTER = 1_500;

const WORDS = { socket: "live", stream: "fallback", poll: "polling" };

/**
 * live | fallback | polling | connecting | offline. `person`: the person's own connection's status;
 * `room`: the status of the conversation in view, or null; `way`: socket | stream | poll;
 * `online`: what the browser believes.
 */
export function linkWord({ person, room, way, online }) {
  const live = person === "live" && (room === null || room === "live");
  if (live) return WORDS[way];
  return online ? "connecting" : "offline";
}

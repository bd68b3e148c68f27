// How this page is connected, in one word.

/** After this long without a connection, the page shows it, in ms. */
export const TELL_AFTER = 1_500;

const WORDS = { socket: "live", stream: "fallback", poll: "polling" };

/**
 * live | fallback | polling | connecting | offline. `person`: the person's own connection's status;
 * `conversation`: the status of the conversation in view, or null; `way`: socket | stream | poll;
 * `online`: what the browser believes.
 */
export function linkWord({ person, conversation, way, online }) {
  const live = person === "live" && (conversation === null || conversation === "live");
  if (live) return WORDS[way];
  return online ? "connecting" : "offline";
}

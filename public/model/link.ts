// How this page is connected, in one word.

/** After this long without a connection, the page shows it, in ms. */
export const TELL_AFTER = 1_500;

export type Way = "socket" | "stream" | "poll";
export type LinkWord = "live" | "fallback" | "polling" | "connecting" | "offline";

const WORDS: Readonly<Record<Way, LinkWord>> = {
  socket: "live",
  stream: "fallback",
  poll: "polling",
};

/**
 * `person`: the status of the person's own connection. `conversation`: that of the conversation in
 * view, or null. `online`: what the browser believes.
 */
interface Links {
  readonly person: string;
  readonly conversation: string | null;
  readonly way: Way;
  readonly online: boolean;
}

export function linkWord({ person, conversation, way, online }: Links): LinkWord {
  const live = person === "live" && (conversation === null || conversation === "live");
  if (live) return WORDS[way];
  return online ? "connecting" : "offline";
}

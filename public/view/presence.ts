// Whether a person is online, as this page knows it, and the words for it.

import { isOnline, presenceAt, type Presence } from "../model/presence.ts";
import { agoUntil, agoWords } from "../words/times.ts";
import { words } from "../words/words.ts";
import { useNow, useSelect } from "./use.ts";

interface Shown {
  readonly isOnline: boolean;
  /** "Online", "Last seen 5 minutes ago", or nothing. */
  readonly said: string;
}

/** `isHere`: they have a conversation open that is open here too. Changes when it grows old. */
export function usePresence(handle: string, isHere = false): Shown {
  const mark = useSelect((state) => state.marks[handle]);
  const now = useNow((now) => changesAt(presenceAt(mark, isHere, now), now));
  const presence = presenceAt(mark, isHere, now);
  return {
    isOnline: isOnline(presence),
    said: presenceWords(presence, now),
  };
}

function presenceWords(presence: Presence, now: number): string {
  switch (presence.is) {
    case "here":
    case "online":
      return words.people.online;
    case "seen":
      return words.people.lastSeen(agoWords(presence.at, now));
    case "unknown":
      return "";
  }
}

const changesAt = (presence: Presence, now: number) =>
  presence.is === "seen" ? agoUntil(presence.at, now) : presence.until;

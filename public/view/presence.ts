// Whether a person is online, as this page knows it, and the words for it.

import { agoUntil, agoWords } from "../words/times.ts";
import { words } from "../words/words.ts";
import { useNow, useSelect } from "./use.ts";

/** How long the list of people counts as current for a person's presence, in ms. */
const BELIEVED = 120_000;

interface Mark {
  readonly online: boolean;
  readonly seen_at?: number | null | undefined;
  /** When this page heard of it. */
  readonly known: number;
}

/** Whether the person is online, and their words. Both change when they are no longer right. */
export function usePresence(handle: string): { online: boolean; said: string } {
  const mark: Mark | undefined = useSelect((state) => state.marks[handle]);
  const now = useNow((now) => (mark ? changesAt(mark, now) : null));
  return { online: isOnline(mark, now), said: presenceWords(mark, now) };
}

export const isOnline = (mark: Mark | undefined, now: number) =>
  mark !== undefined && mark.online && now - mark.known < BELIEVED;

/** "Online", "Last seen 5 minutes ago", or nothing. */
export function presenceWords(mark: Mark | undefined, now: number): string {
  if (isOnline(mark, now)) return words.people.online;
  return mark?.seen_at ? words.people.lastSeen(agoWords(mark.seen_at, now)) : "";
}

function changesAt(mark: Mark, now: number): number | null {
  if (isOnline(mark, now)) return mark.known + BELIEVED;
  return mark.seen_at ? agoUntil(mark.seen_at, now) : null;
}

// Who has a conversation open, who is typing in it, and who is online. Knows no clock: `now` is an
// argument, in ms.

import type { Here } from "../wire.ts";

/** How long a typing notice is shown, in ms (docs/protocol.md). */
const TYPING_SHOWN = 6_000;
/** How long what the list of people said counts as current, in ms. */
export const BELIEVED = 120_000;

/** Who has a conversation open, by user id. */
export type HereMap = Readonly<Record<string, Omit<Here, "user">>>;
/** Who is typing, by user id, and until when this is shown. */
export type TypingMap = Readonly<
  Record<string, { readonly handle: string; readonly until: number }>
>;

export function afterPresence(
  here: HereMap,
  { user, handle, here: isHere, focused }: Here & { here: boolean },
): HereMap {
  const { [user]: _old, ...others } = here;
  return isHere ? { ...others, [user]: { handle, focused } } : others;
}

export function afterTyping(
  typing: TypingMap,
  { user, handle }: { user: string; handle: string },
  me: string | undefined,
  now: number,
): TypingMap {
  return user === me ? typing : { ...typing, [user]: { handle, until: now + TYPING_SHOWN } };
}

/** Their message has arrived, so they are not typing it any more. */
export function quiet(typing: TypingMap, user: string): TypingMap {
  if (!typing[user]) return typing;
  const { [user]: _done, ...others } = typing;
  return others;
}

/** The handles of those who are typing at `now`, and when the next notice expires (or null). */
export function typingAt(
  typing: TypingMap,
  now: number,
): { readonly handles: readonly string[]; readonly until: number | null } {
  const current = Object.values(typing).filter((who) => who.until > now);
  return {
    handles: current.map((who) => who.handle),
    until: current.length ? Math.min(...current.map((who) => who.until)) : null,
  };
}

/** What the list of people said of a person, and when: `known`, in ms. */
export interface Mark {
  readonly online: boolean;
  readonly seen_at?: number | undefined;
  readonly known: number;
}

/** `until`: when this is no longer right, if nothing more is heard; null: it stays right. */
export type Presence =
  | { readonly is: "here"; readonly until: null }
  | { readonly is: "online"; readonly until: number }
  | { readonly is: "seen"; readonly at: number; readonly until: null }
  | { readonly is: "unknown"; readonly until: null };

/**
 * A person's presence at `now`. `here`: they have a conversation open that is open here too. A mark
 * of somebody online is believed for two minutes. After that they were seen when it was made.
 */
export function presenceAt(mark: Mark | undefined, here: boolean, now: number): Presence {
  if (here) return { is: "here", until: null };
  if (mark === undefined) return { is: "unknown", until: null };
  const { online, seen_at, known } = mark;
  const until = known + BELIEVED;
  if (online && now < until) return { is: "online", until };
  const at = online ? Math.max(seen_at ?? 0, known) : seen_at;
  return at === undefined ? { is: "unknown", until: null } : { is: "seen", at, until: null };
}

export const isOnline = ({ is }: Presence): boolean => is === "here" || is === "online";

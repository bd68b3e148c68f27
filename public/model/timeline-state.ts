// What the page holds of one conversation. timeline.ts says how it changes.

import type { About, Member } from "../wire.ts";
import type { MemberMap } from "./members.ts";
import type { HereMap, TypingMap } from "./presence.ts";
import { nothingHeld } from "./ranges.ts";
import type { Held } from "./ranges.ts";

/** How the fetching of a page goes. */
export type Progress = "idle" | "loading" | "failed";

/**
 * Why the person is not in a conversation, as far as this page knows. "removed": this page had them
 * in it, and they did not leave here. "left": they left here. "unknown": it never had them in it.
 * Nobody is told that they were removed.
 */
export type Gone = "removed" | "left" | "unknown";

export interface Timeline extends Held {
  readonly id: string;
  /** Null until the first welcome. */
  readonly about: About | null;
  readonly you: Member | null;
  /** Those that are known of `count` members. `paged`: where the next page of them begins. */
  readonly members: MemberMap;
  readonly count: number;
  readonly paged?: string | null | undefined;
  readonly here: HereMap;
  readonly typing: TypingMap;
  readonly older: Progress;
  readonly newer: Progress;
  readonly around: Progress;
  readonly epoch: string | null;
  /** The last event of the log, and what it was at the welcome. */
  readonly head: number;
  readonly snapshot: number;
  readonly live: boolean;
  /** How far the person has read, on any device. */
  readonly read: number;
  /** The `seq` of the message below the "new" line. */
  readonly line: number | null;
  /** Whether it is in view. */
  readonly entered: boolean;
  /** Null while they are in it. */
  readonly gone: Gone | null;
}

/** No page is being fetched. */
export const idle = { older: "idle", newer: "idle", around: "idle" } as const;

export const emptyTimeline = (id: string): Timeline => ({
  id,
  about: null,
  you: null,
  members: {},
  count: 0,
  here: {},
  typing: {},
  ...nothingHeld,
  ...idle,
  epoch: null,
  head: 0,
  snapshot: 0,
  live: false,
  read: 0,
  line: null,
  entered: false,
  gone: null,
});

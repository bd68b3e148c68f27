// The part of a timeline that the browser keeps for the next visit: its end, and what is needed to
// go on from there. Pure.

import type { About, Member } from "../wire.ts";
import { cutTo, endOf } from "./ranges.ts";
import type { Range } from "./ranges.ts";
import { emptyTimeline } from "./timeline-state.ts";
import type { Timeline } from "./timeline-state.ts";

/** The most items that are kept of one. They fill a large screen. */
const ITEMS = 60;

/** Never a cursor without its data: `end` ends at the event from which the next visit goes on. */
export interface KeptTimeline extends Pick<
  Timeline,
  "members" | "count" | "paged" | "epoch" | "read" | "ahead"
> {
  readonly user: string;
  readonly conversation: string;
  readonly about: About;
  readonly you: Member;
  readonly end: Range;
}

/** What to keep of a timeline; null when there is nothing, or the person is not in it any more. */
export function keptOf(timeline: Timeline): KeptTimeline | null {
  const { id, about, you, gone, members, count, paged, epoch, read, ahead } = timeline;
  const end = endOf(cutTo(timeline, ITEMS));
  if (!about || !you || gone || !end || epoch === null) return null;
  const { user } = you;
  return { user, conversation: id, about, you, members, count, paged, epoch, read, ahead, end };
}

/** The timeline as it was, before the connection is live again. */
export function timelineOf({ user: _, conversation, end, ...kept }: KeptTimeline): Timeline {
  return {
    ...emptyTimeline(conversation),
    ...kept,
    ranges: [end],
    last: end.to,
    recent: { after: end.to, changes: [] },
    head: end.to,
    snapshot: end.to,
  };
}

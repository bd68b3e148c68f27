// Reading in a timeline: fetches pages over HTTP and adds them to what a conversation holds. Does
// not know which conversations are open.

import { covering, endOf, shownIn } from "../model/ranges.ts";
import { fetched, openedAt } from "../model/timeline.ts";
import { entryPoint, lineFor } from "../model/unread.ts";
import type { Progress } from "../model/timeline.ts";
import type { Api, Place } from "../net/api.ts";
import type { Conversation } from "./conversation.ts";

type Pages = Pick<Api, "timeline">;
/** Which part of the state holds the progress. */
type Part = "older" | "newer" | "around";

/** Messages in a page. */
const PAGE = 50;
/** How many pages in a row may be too old to be brought up to date. */
const TRIES = 3;

/** Fetches the page before the range in view. */
export async function older(conversation: Conversation | undefined, pages: Pages): Promise<void> {
  const shown = conversation && shownIn(conversation.timeline);
  if (shown && shown.from > 1) await more(conversation, pages, "older", { before: shown.from });
}

/** Fetches the page after the range in view, unless that range reaches the end. */
export async function newer(conversation: Conversation | undefined, pages: Pages): Promise<void> {
  const shown = conversation && shownIn(conversation.timeline);
  if (shown && shown !== endOf(conversation.timeline))
    await more(conversation, pages, "newer", { after: shown.to });
}

/**
 * Shows the message at `seq` with the messages around it. If several were asked for, the last one
 * wins.
 */
export function openAt(conversation: Conversation, seq: number, pages: Pages): Promise<void> {
  conversation.wanted = seq;
  return conversation.arrive(() => show(conversation, seq, pages));
}

/**
 * Shows the first unread message to a reader who has come in, unless they have asked for another.
 * `unread`: what the inbox counts, or null.
 */
export function openAtUnread(
  conversation: Conversation,
  unread: () => number | null,
  pages: Pages,
): Promise<void> {
  return conversation.arrive(async () => {
    await conversation.live();
    const { at } = entryPoint(conversation.timeline, unread());
    if (at === null || conversation.wanted !== null || conversation.closed) return;
    conversation.wanted = at;
    await show(conversation, at, pages);
    const line = lineFor(conversation.timeline);
    const isThere = conversation.timeline.at === at && line !== null;
    if (isThere) conversation.change(openedAt(conversation.timeline, line));
  });
}

async function show(conversation: Conversation, seq: number, pages: Pages): Promise<void> {
  await conversation.live();
  if (!covering(conversation.timeline, seq))
    await fetchPage(conversation, pages, "around", { around: seq });
  const isFound = conversation.wanted === seq && covering(conversation.timeline, seq);
  if (!isFound || conversation.closed) return;
  conversation.change(openedAt(conversation.timeline, seq));
  // The view may have shown the end meanwhile, and is about to show this.
  conversation.leaveEnd();
}

async function more(
  conversation: Conversation,
  pages: Pages,
  part: Part,
  place: Place,
): Promise<void> {
  const isFree = conversation.timeline.live && conversation.timeline[part] !== "loading";
  if (isFree) await fetchPage(conversation, pages, part, place);
}

async function fetchPage(
  conversation: Conversation,
  pages: Pages,
  part: Part,
  place: Place,
): Promise<void> {
  const { epoch } = conversation.timeline;
  const say = (how: Progress) => {
    if (!conversation.closed) conversation.change({ ...conversation.timeline, [part]: how });
  };
  say("loading");
  try {
    for (let nth = 0; nth < TRIES; nth += 1) {
      const page = await pages.timeline(conversation.id, place, PAGE);
      // The conversation has a new epoch now, so the old request has no meaning.
      if (conversation.closed || conversation.timeline.epoch !== epoch) return say("idle");
      const next = fetched(conversation.timeline, page);
      if (next) return conversation.change({ ...next, [part]: "idle" });
    }
  } catch {
    // Refused or unreachable: the state below tells the reader, who may try again.
  }
  return say("failed");
}

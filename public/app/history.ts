// Reading in a timeline: fetches pages over HTTP and adds them to what a conversation holds. Does
// not know which conversations are open.

import { covering, endOf, shownIn } from "../model/ranges.ts";
import { fetched, openedAt } from "../model/timeline.ts";
import { entryPoint, lineFor } from "../model/unread.ts";
import type { Progress } from "../model/timeline.ts";
import type { Api, Place } from "../net/api.ts";
import type { ErrorBody } from "../wire.ts";
import type { Conversation } from "./conversation.ts";

type Pages = Pick<Api, "timeline">;

interface Reading {
  readonly pages: Pages;
  /** How many messages are unread, as the inbox counts; null: not known. */
  unread(): number | null;
  /** Tells the reader why they are not where they wanted to go. */
  complain(refusal: ErrorBody): void;
}

/** Which part of the state holds the progress. */
type Part = "older" | "newer" | "around";

/** Messages in a page. */
const PAGE = 50;
/** How many pages in a row may be too old to be brought up to date. */
const TRIES = 3;
/** Why the reader is not at the message that the address names. */
const NO_SUCH_MESSAGE = "no_such_message";
const NOT_LOADED = "message_not_loaded";

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
 * wins. If it is not there, the reader is told so. Who has just come in starts at the first unread
 * message then.
 */
export function openAt(conversation: Conversation, seq: number, reading: Reading): Promise<void> {
  conversation.wanted = seq;
  return conversation.arrive(async () => {
    if (await show(conversation, seq, reading.pages)) return;
    if (conversation.wanted !== seq || conversation.closed) return;
    conversation.wanted = null;
    const isUnknown = conversation.timeline.around !== "failed";
    reading.complain({ code: isUnknown ? NO_SUCH_MESSAGE : NOT_LOADED, message: "" });
    if (conversation.timeline.at === null) await toUnread(conversation, reading);
  });
}

/** Shows the first unread message to a reader who has come in, unless they ask for another. */
export const openAtUnread = (conversation: Conversation, reading: Reading): Promise<void> =>
  conversation.arrive(() => toUnread(conversation, reading));

/**
 * After a reset nothing is held of what the reader has seen. They go back to `seq`, if it is still
 * there, or else to the first unread message. The inbox may not have heard of the news yet.
 */
export function openAnew(
  conversation: Conversation,
  seq: number | null,
  { pages, complain }: Reading,
): Promise<void> {
  conversation.wanted = seq;
  return conversation.arrive(async () => {
    await conversation.live();
    const isLogged = seq !== null && seq <= conversation.timeline.head;
    if (isLogged && (await show(conversation, seq, pages))) return;
    if (conversation.wanted === seq) conversation.wanted = null;
    await toUnread(conversation, { pages, complain, unread: () => null });
  });
}

async function toUnread(conversation: Conversation, { pages, unread }: Reading): Promise<void> {
  await conversation.live();
  const { at } = entryPoint(conversation.timeline, unread());
  const isElsewhere = conversation.wanted !== null || !conversation.timeline.entered;
  if (at === null || isElsewhere || conversation.closed) return;
  conversation.wanted = at;
  if (await show(conversation, at, pages)) {
    const line = lineFor(conversation.timeline);
    if (line !== null) conversation.change(openedAt(conversation.timeline, line));
  } else if (conversation.wanted === at && !conversation.closed) toFirstHeld(conversation);
}

/** The unread messages cannot be fetched. At the end, they would count as read. */
function toFirstHeld(conversation: Conversation): void {
  const end = endOf(conversation.timeline);
  if (end === null) return;
  conversation.change(openedAt(conversation.timeline, end.from));
  conversation.leaveEnd();
}

/** Returns whether the reader is there. They are not if they want to go elsewhere meanwhile. */
async function show(conversation: Conversation, seq: number, pages: Pages): Promise<boolean> {
  await conversation.live();
  if (!covering(conversation.timeline, seq))
    await fetchPage(conversation, pages, "around", { around: seq });
  const isFound = conversation.wanted === seq && covering(conversation.timeline, seq);
  if (!isFound || conversation.closed) return false;
  conversation.change(openedAt(conversation.timeline, seq));
  // The view may have shown the end meanwhile, and is about to show this.
  conversation.leaveEnd();
  return true;
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

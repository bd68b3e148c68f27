// Reading in a timeline: fetches pages over HTTP and adds them to what a conversation holds. Does
// not know which conversations are open.

import { afterFetch, covering, endOf, shownIn } from "../model/ranges.ts";

/** Messages in a page. */
const PAGE = 50;
/** How many pages in a row may be too old to be brought up to date. */
const TRIES = 3;

/** Fetches the page before the range in view. */
export async function older(conversation, api) {
  const shown = conversation && shownIn(conversation.timeline);
  if (shown?.from > 1) await more(conversation, api, "older", { before: shown.from });
}

/** Fetches the page after the range in view, unless that range reaches the end. */
export async function newer(conversation, api) {
  const shown = conversation && shownIn(conversation.timeline);
  const isEnd = !shown || shown === endOf(conversation.timeline);
  if (!isEnd) await more(conversation, api, "newer", { after: shown.to });
}

/**
 * Shows the message at `seq` with the messages around it. If several were asked for, the last one
 * wins.
 */
export async function openAt(conversation, seq, api) {
  conversation.wanted = seq;
  await conversation.live();
  if (!covering(conversation.timeline, seq))
    await fetchPage(conversation, api, "around", { around: seq });
  const isFound = conversation.wanted === seq && covering(conversation.timeline, seq);
  if (isFound) conversation.change({ ...conversation.timeline, at: seq });
}

async function more(conversation, api, part, place) {
  const isFree = conversation.timeline.live && conversation.timeline[part] !== "loading";
  if (isFree) await fetchPage(conversation, api, part, place);
}

/** `part` names the part of the state that holds the progress. */
async function fetchPage(conversation, api, part, place) {
  const { epoch } = conversation.timeline;
  const say = (how) =>
    !conversation.closed && conversation.change({ ...conversation.timeline, [part]: how });
  say("loading");
  try {
    for (let nth = 0; nth < TRIES; nth += 1) {
      const page = await api.timeline(conversation.id, place, PAGE);
      // The conversation has a new epoch now, so the old request has no meaning.
      if (conversation.closed || conversation.timeline.epoch !== epoch) return say("idle");
      const next = afterFetch(conversation.timeline, page);
      if (next) return conversation.change({ ...next, [part]: "idle" });
    }
  } catch {
    // Refused or unreachable: the state below tells the reader, who may try again.
  }
  return say("failed");
}

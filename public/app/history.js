// Reading on in a timeline: fetches pages over HTTP and lays them into what a room holds of it.
// Does not know which rooms there are.

import { afterFetch, covering, endOf, shownIn } from "../model/ranges.js";

/** Messages in a page. */
const PAGE = 50;
/** Pages that may come from before what is remembered, one after the other. */
const TRIES = 3;

/** What stands before that which is in view. */
export async function older(room, api) {
  const shown = room && shownIn(room.timeline);
  if (shown?.from > 1) await more(room, api, "older", { before: shown.from });
}

/** What stands after it, where it does not reach the end. */
export async function newer(room, api) {
  const shown = room && shownIn(room.timeline);
  const isEnd = !shown || shown === endOf(room.timeline);
  if (!isEnd) await more(room, api, "newer", { after: shown.to });
}

/** Turns to what was said at `seq`, with what stands around it. Of several asked for, the last. */
export async function openAt(room, seq, api) {
  room.wanted = seq;
  await room.live();
  if (!covering(room.timeline, seq)) await fetchPage(room, api, "around", { around: seq });
  const isFound = room.wanted === seq && covering(room.timeline, seq);
  if (isFound) room.change({ ...room.timeline, at: seq });
}

async function more(room, api, part, place) {
  const isFree = room.timeline.live && room.timeline[part] !== "loading";
  if (isFree) await fetchPage(room, api, part, place);
}

/** `part`: which part of the room's state says how it goes. */
async function fetchPage(room, api, part, place) {
  const { epoch } = room.timeline;
  const say = (how) => !room.closed && room.change({ ...room.timeline, [part]: how });
  say("loading");
  try {
    for (let nth = 0; nth < TRIES; nth += 1) {
      const page = await api.timeline(room.id, place, PAGE);
      // The log is another one now, and what was asked for has no meaning in it.
      if (room.closed || room.timeline.epoch !== epoch) return say("idle");
      const next = afterFetch(room.timeline, page);
      if (next) return room.change({ ...next, [part]: "idle" });
    }
  } catch {
    // Refused or unreachable: the reader is told below, and may try again.
  }
  return say("failed");
}

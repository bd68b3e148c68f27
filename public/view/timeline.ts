// The timeline of one conversation on the screen. model/rows.ts decides what the rows are, and
// scroll.ts where they are.

import { h, keyed, say, set } from "./dom.ts";
import { icon } from "./icons.ts";
import { dayRow, lineRow, noticeRow } from "./lines.ts";
import { messageRow } from "./message.ts";
import { Scroller } from "./scroll.ts";
import { counted, dayOf } from "./words.ts";
import { endOf, shownIn } from "../model/ranges.ts";
import { rowsOf } from "../model/rows.ts";

const NONE = [];
const NOTHING = "No messages yet. Write the first message.";
const MAKE = { day: dayRow, line: lineRow, notice: noticeRow, message: messageRow };

export function timelineView(app) {
  const rows = h("div", { class: "rows" });
  const top = h("div", { class: "timeline-top" });
  const empty = h("p", { class: "timeline-empty", hidden: true });
  const named = { class: "log", role: "log", "aria-label": "Timeline", tabindex: "0" };
  const log = h("div", named, top, rows, empty);
  const jumpWords = h("span");
  const jumps = { type: "button", class: "jump", hidden: true, on: { click: toLatest } };
  const jump = h("button", jumps, icon("down"), jumpWords);
  const el = h("div", { class: "timeline" }, log, jump);
  const tries = {
    type: "button",
    class: "link-button",
    on: { click: () => app.conversations.older(id) },
  };
  const again = h("button", tries, "Could not load earlier messages. Try again");
  const scroller = new Scroller(log, {
    atEnd: ended,
    nearTop: () => app.conversations.older(id),
    nearEnd: () => app.conversations.newer(id),
  });
  let sync = () => {};
  let id = null;
  let placed = false;
  let at = null;
  let seenUpTo = 0;
  let drawn = [];

  /** Whether the range in view reaches the end of the timeline. */
  function isLatest(conversation) {
    return shownIn(conversation) === endOf(conversation);
  }

  function ended(atEnd) {
    const conversation = app.store.state.conversations[id];
    app.attention.atEnd = atEnd && Boolean(conversation) && isLatest(conversation);
    if (app.attention.now.atEnd) seenUpTo = conversation.last ?? 0;
    if (conversation) showJump(conversation);
  }

  function showJump(conversation) {
    const me = app.store.state.session.you?.id;
    const isNew = ({ kind, seq, author }) => kind === "message" && seq > seenUpTo && author !== me;
    const news = endOf(conversation)?.items.filter(isNew).length ?? 0;
    jump.hidden = scroller.atEnd && isLatest(conversation);
    say(jumpWords, news ? counted(news, "new message") : "Latest");
  }

  function toLatest() {
    const isNear = isLatest(app.store.state.conversations[id]);
    if (isNear) scroller.toEnd(true);
    else goToEnd();
  }

  function showTop(conversation) {
    const isStart = conversation.live && shownIn(conversation)?.from === 1;
    if (conversation.older === "failed") top.replaceChildren(again);
    else if (conversation.older === "loading") say(top, "Loading earlier messages …");
    else say(top, isStart ? startWords(conversation) : "");
  }

  return {
    el,
    turn(to) {
      id = to;
      placed = false;
      at = null;
      drawn = [];
      seenUpTo = 0;
      rows.replaceChildren();
      sync = keyed(rows, (row) => MAKE[row.type](row, act));
      app.attention.atEnd = false;
    },
    update(state, conversation, posts) {
      set(log, "aria-busy", !conversation.live);
      showTop(conversation);
      const items = shownIn(conversation)?.items ?? NONE;
      const written = isLatest(conversation) ? posts : NONE;
      const now = [items, written, conversation.line, conversation.about, posts.length];
      if (now.some((part, nth) => part !== drawn[nth])) {
        const mine = posts.length > (drawn[4] ?? 0) && placed;
        drawn = now;
        const me = state.session.you.id;
        const list = rowsOf({ events: items, posts: written, me, line: conversation.line, dayOf });
        const direct = conversation.about?.kind === "direct";
        const draw = () => sync(list.map((row) => ({ ...row, now: app.clock.now(), direct })));
        // When the reader moves to another place, there is no position to keep; `place` scrolls
        // there.
        if (conversation.at === at) scroller.keeping(draw);
        else draw();
        scroller.sticks = isLatest(conversation);
        if (mine) toOwn(conversation);
        empty.hidden = list.some((row) => row.type === "message") || !conversation.live;
        say(empty, direct ? `Say hello to ${conversation.about.title}.` : NOTHING);
      }
      place(conversation);
      if (scroller.atEnd && isLatest(conversation))
        seenUpTo = Math.max(seenUpTo, conversation.last ?? 0);
      showJump(conversation);
    },
  };

  /** Scrolls to the first new message at first, and to the reader's place later. */
  function place(conversation) {
    if (!conversation.live || (placed && conversation.at === at)) return;
    const mark = conversation.at === null ? ".new-line" : `[data-seq="${conversation.at}"]`;
    scroller.start(placed && conversation.at === null ? null : rows.querySelector(mark));
    [placed, at] = [true, conversation.at];
  }

  /** After posting, a person wants to see their own message. */
  function toOwn(conversation) {
    if (isLatest(conversation)) scroller.toEnd();
    else goToEnd();
  }

  /** Leaves the message that the address may name. */
  function goToEnd() {
    app.go({ place: "conversation", id, at: null });
    app.conversations.latest(id);
  }

  function act(what, client_id) {
    app.posts[what](id, client_id);
  }
}

/**
 * A group begins with the notice that it was created, so only direct conversations need these
 * words.
 */
function startWords({ about, last }) {
  const isBegun = about?.kind === "direct" && last > 0;
  return isBegun ? `The beginning of your conversation with ${about.title}` : "";
}

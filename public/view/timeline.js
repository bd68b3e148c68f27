// The timeline of one conversation on the screen. What the rows are is decided in model/rows.js,
// where they stand in scroll.js.

import { h, keyed, say, set } from "./dom.js";
import { icon } from "./icons.js";
import { dayRow, lineRow, noticeRow } from "./lines.js";
import { messageRow } from "./message.js";
import { Scroller } from "./scroll.js";
import { counted, dayOf } from "./words.js";
import { endOf, shownIn } from "../model/ranges.js";
import { rowsOf } from "../model/rows.js";

const NONE = [];
const NOTHING = "Nothing said yet. Write the first message.";
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
  const tries = { type: "button", class: "link-button", on: { click: () => app.rooms.older(id) } };
  const again = h("button", tries, "Could not load earlier messages. Try again");
  const scroller = new Scroller(log, {
    atEnd: ended, nearTop: () => app.rooms.older(id), nearEnd: () => app.rooms.newer(id),
  });
  let sync = () => {};
  let id = null;
  let placed = false;
  let at = null;
  let seenUpTo = 0;
  let drawn = [];

  /** The end of what is in view is the end of the timeline where nothing is missing after it. */
  function isLatest(room) {
    return shownIn(room) === endOf(room);
  }

  function ended(atEnd) {
    const room = app.store.state.rooms[id];
    app.attention.atEnd = atEnd && Boolean(room) && isLatest(room);
    if (app.attention.now.atEnd) seenUpTo = room.last ?? 0;
    if (room) showJump(room);
  }

  function showJump(room) {
    const me = app.store.state.session.you?.id;
    const isNew = ({ kind, seq, author }) => kind === "message" && seq > seenUpTo && author !== me;
    const news = endOf(room)?.items.filter(isNew).length ?? 0;
    jump.hidden = scroller.atEnd && isLatest(room);
    say(jumpWords, news ? counted(news, "new message") : "Latest");
  }

  function toLatest() {
    const isNear = isLatest(app.store.state.rooms[id]);
    if (isNear) scroller.toEnd(true);
    else app.rooms.latest(id);
  }

  function showTop(room) {
    const isStart = room.live && shownIn(room)?.from === 1;
    if (room.older === "failed") top.replaceChildren(again);
    else if (room.older === "loading") say(top, "Loading earlier messages …");
    else say(top, isStart ? startWords(room) : "");
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
    update(state, room, posts) {
      set(log, "aria-busy", !room.live);
      showTop(room);
      const items = shownIn(room)?.items ?? NONE;
      const written = isLatest(room) ? posts : NONE;
      const now = [items, written, room.line, room.about, posts.length];
      if (now.some((part, nth) => part !== drawn[nth])) {
        const mine = posts.length > (drawn[4] ?? 0) && placed;
        drawn = now;
        const me = state.session.you.id;
        const list = rowsOf({ events: items, posts: written, me, line: room.line, dayOf });
        const direct = room.about?.kind === "direct";
        const draw = () => sync(list.map((row) => ({ ...row, now: app.clock.now(), direct })));
        // Where the reader turns elsewhere there is no place to keep; `place` finds the new one.
        if (room.at === at) scroller.keeping(draw);
        else draw();
        scroller.sticks = isLatest(room);
        if (mine) toOwn(room);
        empty.hidden = list.some((row) => row.type === "message") || !room.live;
        say(empty, direct ? `Say hello to ${room.about.title}.` : NOTHING);
      }
      place(room);
      if (scroller.atEnd && isLatest(room)) seenUpTo = Math.max(seenUpTo, room.last ?? 0);
      showJump(room);
    },
  };

  /** At first where the news begins; then where the reader turns to. */
  function place(room) {
    if (!room.live || (placed && room.at === at)) return;
    const mark = room.at === null ? ".new-line" : `[data-seq="${room.at}"]`;
    scroller.start(placed && room.at === null ? null : rows.querySelector(mark));
    [placed, at] = [true, room.at];
  }

  /** Whoever writes wants to see it. */
  function toOwn(room) {
    if (isLatest(room)) scroller.toEnd();
    else app.rooms.latest(id);
  }

  function act(what, client_id) {
    app.posts[what](id, client_id);
  }
}

/** A group begins with the notice that somebody made it. */
function startWords({ about, last }) {
  const isBegun = about?.kind === "direct" && last > 0;
  return isBegun ? `The beginning of your conversation with ${about.title}` : "";
}

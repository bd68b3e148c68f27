// The log of one conversation on the screen. What the rows are is decided in model/rows.js, where they stand in scroll.js.

import { h, keyed, say, set } from "./dom.js";
import { icon } from "./icons.js";
import { dayRow, lineRow, noticeRow } from "./lines.js";
import { messageRow } from "./message.js";
import { Scroller } from "./scroll.js";
import { counted, dayOf } from "./words.js";
import { rowsOf } from "../model/rows.js";

const MAKE = { day: dayRow, line: lineRow, notice: noticeRow, message: messageRow };

export function timelineView(app) {
  const rows = h("div", { class: "rows" });
  const top = h("div", { class: "timeline-top" });
  const empty = h("p", { class: "timeline-empty", hidden: true });
  const log = h("div", { class: "log", role: "log", "aria-label": "Timeline", tabindex: "0" }, top, rows, empty);
  const jumpWords = h("span");
  const jump = h("button", { type: "button", class: "jump", hidden: true, on: { click: () => scroller.toEnd(true) } }, icon("down"), jumpWords);
  const el = h("div", { class: "timeline" }, log, jump);
  const again = h("button", { type: "button", class: "link-button", on: { click: () => app.rooms.older(id) } }, "Could not load earlier messages. Try again");
  const scroller = new Scroller(log, { atEnd: ended, nearTop: () => app.rooms.older(id) });
  let sync = () => {};
  let id = null;
  let placed = false;
  let seenUpTo = 0;
  let drawn = [];

  function ended(atEnd) {
    app.attention.atEnd = atEnd;
    if (atEnd) seenUpTo = app.store.state.rooms[id]?.last ?? 0;
    showJump(app.store.state.rooms[id]);
  }

  function showJump(room) {
    const me = app.store.state.session.you?.id;
    const news = room?.events.filter((event) => event.kind === "message" && event.seq > seenUpTo && event.author !== me).length ?? 0;
    jump.hidden = scroller.atEnd;
    say(jumpWords, news ? counted(news, "new message") : "Latest");
  }

  function showTop(room) {
    if (room.history === "failed") top.replaceChildren(again);
    else say(top, room.history === "loading" ? "Loading earlier messages …" : room.start && room.live ? startWords(room) : "");
  }

  return {
    el,
    turn(to) {
      id = to;
      placed = false;
      drawn = [];
      seenUpTo = 0;
      rows.replaceChildren();
      sync = keyed(rows, (row) => MAKE[row.type](row, act));
      app.attention.atEnd = false;
    },
    update(state, room, posts) {
      set(log, "aria-busy", !room.live);
      showTop(room);
      const now = [room.events, posts, room.line, room.about];
      if (now.some((part, at) => part !== drawn[at])) {
        const mine = posts.length > (drawn[1]?.length ?? 0) && placed;
        drawn = now;
        const items = rowsOf({ events: room.events, posts, me: state.session.you.id, line: room.line, dayOf });
        scroller.keeping(() => sync(items.map((row) => ({ ...row, now: app.clock.now(), direct: room.about?.kind === "direct" }))));
        if (mine) scroller.toEnd();
        empty.hidden = items.some((row) => row.type === "message") || !room.live;
        say(empty, room.about?.kind === "direct" ? `Say hello to ${room.about.title}.` : "Nothing said yet. Write the first message.");
      }
      if (room.live && !placed) {
        placed = true;
        scroller.start(rows.querySelector(".new-line"));
      }
      if (scroller.atEnd) seenUpTo = Math.max(seenUpTo, room.last ?? 0);
      showJump(room);
    },
  };

  function act(what, client_id) {
    app.posts[what](id, client_id);
  }
}

function startWords({ about, events }) {
  if (about?.kind === "direct") return events.length ? `The beginning of your conversation with ${about.title}` : "";
  return events[0]?.seq === 1 ? "" : "You see what was said since you came in.";
}

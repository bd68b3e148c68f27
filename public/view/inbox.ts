// The list of conversations at the side: with whom, the last message, and how many are unread.

import { h, keyed, say, set } from "./dom.ts";
import { avatar } from "./avatar.ts";
import { iconButton } from "./buttons.ts";
import { startActs } from "./home.ts";
import { newGroup } from "./newgroup.ts";
import { counted, shortWords } from "./words.ts";
import { currentId } from "../app/state.ts";
import { inOrder } from "../model/inbox.ts";

/** How long the list of people counts as current for a person's presence, in ms. */
const BELIEVED = 120_000;

export function inboxView(app) {
  const list = h("ul", { class: "inbox-list" });
  const empty = h(
    "div",
    { class: "side-empty", hidden: true },
    h("p", {}, "No conversations yet."),
    startActs(app),
  );
  const sync = keyed(list, inboxLine);
  const head = h(
    "div",
    { class: "side-head" },
    h("h2", { class: "side-title", id: "inbox-title" }, "Conversations"),
    iconButton("New group", "plus", () => newGroup(app)),
  );
  return {
    el: h("section", { class: "inbox", "aria-labelledby": "inbox-title" }, head, empty, list),
    update(state) {
      const now = app.clock.now();
      const items = inOrder(state.inbox);
      sync(
        items.map((entry) => ({
          key: entry.conversation,
          entry,
          now,
          current: currentId(state) === entry.conversation,
          online: isOnline(state, entry, now),
        })),
      );
      empty.hidden = items.length > 0 || !state.inboxKnown;
    },
  };
}

/** Known from the open conversation, or from a recent list of people. */
function isOnline(state, entry, now) {
  if (entry.kind !== "direct") return false;
  const here = Object.values(state.conversations[entry.conversation]?.here ?? {}).some(
    (who) => who.handle === entry.title,
  );
  const mark = state.marks[entry.title];
  return here || Boolean(mark?.online && now - mark.known < BELIEVED);
}

function inboxLine({ entry }) {
  const face = avatar({
    id: entry.kind === "direct" ? entry.title : entry.conversation,
    name: entry.title,
    kind: entry.kind,
  });
  const title = h("span", { class: "line-title" });
  const when = h("time", { class: "line-when" });
  const preview = h("span", { class: "line-preview" });
  const badge = h("span", { class: "badge", "aria-hidden": "true" });
  const spoken = h("span", { class: "unseen" });
  const link = h(
    "a",
    { href: `#/c/${entry.conversation}`, class: "line" },
    face.el,
    h(
      "span",
      { class: "line-body" },
      h("span", { class: "line-top" }, title, when),
      h("span", { class: "line-top" }, preview, badge, spoken),
    ),
  );
  return {
    el: h("li", { data: { conversation: entry.conversation } }, link),
    update({ entry: line, now, current, online }) {
      const { title: name, last, unread } = line;
      say(title, name);
      say(when, last ? shortWords(last.at, now) : "");
      say(
        preview,
        last
          ? line.kind === "group"
            ? `${last.handle}: ${last.preview}`
            : last.preview
          : "No messages yet",
      );
      say(badge, unread > 99 ? "99+" : String(unread));
      badge.hidden = unread === 0;
      say(
        spoken,
        `${unread ? `, ${counted(unread, "unread message")}` : ""}${online ? ", online" : ""}`,
      );
      face.update({ name, online });
      set(link, "aria-current", current ? "page" : null);
      set(link, "data-unread", unread);
    },
  };
}

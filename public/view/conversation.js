// One conversation in view: its head, timeline, composer and details. Moves from one to another without being rebuilt.

import { h, say, set } from "./dom.js";
import { avatar } from "./avatar.js";
import { iconButton } from "./buttons.js";
import { composerView } from "./composer.js";
import { detailsView } from "./details.js";
import { doorView } from "./door.js";
import { backLink } from "./pane.js";
import { presenceWords } from "./people.js";
import { timelineView } from "./timeline.js";
import { counted } from "./words.js";
import { postsIn, roomIn } from "../app/state.js";

export function conversationView(app) {
  const face = h("span", { class: "conversation-face" });
  const title = h("h1", { class: "conversation-title", tabindex: "-1" });
  const note = h("p", { class: "conversation-note" });
  const toggle = iconButton("Details", "details", () => app.store.change({ details: !app.store.state.details }), { "aria-expanded": "false" });
  const head = h("header", { class: "conversation-head" }, backLink(), face, h("div", { class: "conversation-names" }, title, note), toggle);
  const timeline = timelineView(app);
  const composer = composerView(app);
  const door = doorView(app);
  const details = detailsView(app, shut);
  const talk = h("div", { class: "talk" }, timeline.el, composer.el);
  const el = h("section", { class: "conversation", "aria-label": "Conversation", on: { keydown: ({ key }) => key === "Escape" && shut() } }, h("div", { class: "conversation-main" }, head, talk, door.el), details.el);
  let id = null;
  let drawn = null;
  let wasGone = false;

  function shut() {
    if (!app.store.state.details) return;
    app.store.change({ details: false });
    toggle.focus();
  }

  function turn(to) {
    id = to;
    drawn = null;
    timeline.turn(id);
    composer.turn(id);
    // A phone's keyboard should not jump up over what one came to read.
    if (matchMedia("(hover: hover)").matches) composer.focus();
    else title.focus({ preventScroll: true });
  }

  return {
    el,
    end: () => (app.attention.atEnd = false),
    update(state) {
      const room = roomIn(state, state.route.id);
      if (state.route.id !== id || (wasGone && !room.gone)) turn(state.route.id);
      wasGone = room.gone;
      const name = room.about?.title ?? state.inbox[id]?.title ?? "";
      const kind = room.about?.kind ?? state.inbox[id]?.kind ?? "group";
      if (drawn !== `${name}|${kind}`) {
        drawn = `${name}|${kind}`;
        face.replaceChildren(name ? avatar({ id: kind === "direct" ? name : id, name, kind }).el : "");
        if (kind === "direct" && name) ask(app, name);
      }
      say(title, name || (room.gone ? "Closed" : "Opening …"));
      say(note, noteOf(state, room, kind, name, app.clock.now()));
      set(el, "data-live", room.live);
      set(toggle, "aria-expanded", state.details);
      talk.hidden = room.gone;
      toggle.hidden = room.gone || !room.about;
      door.update(state, room);
      details.update(state, room);
      if (room.gone) return;
      composer.update(state, room);
      timeline.update(state, room, postsIn(state, id));
    },
  };
}

/** Is the other one online? The people list knows. */
async function ask(app, handle) {
  try {
    const { people } = await app.api.people(handle);
    app.marked(people.filter((person) => person.handle === handle));
  } catch {
    // Then the head does not say it; nothing else needs it.
  }
}

function noteOf(state, room, kind, name, now) {
  if (!room.about) return "";
  const others = Object.entries(room.here).filter(([user]) => user !== state.session.you?.id);
  if (kind === "direct") return others.length ? "Here now" : presenceWords(state.marks[name] ?? {}, now);
  const here = others.length ? ` · ${others.length} here now` : "";
  return `${counted(room.count, "member")}${here}${room.about.topic ? ` · ${room.about.topic}` : ""}`;
}

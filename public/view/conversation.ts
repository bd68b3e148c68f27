// One conversation in view: its head, timeline, composer and details. It changes to another
// conversation without being rebuilt.

import { h, say, set } from "./dom.ts";
import { avatar } from "./avatar.ts";
import { iconButton } from "./buttons.ts";
import { icon } from "./icons.ts";
import { composerView } from "./composer.ts";
import { detailsView } from "./details.ts";
import { doorView } from "./door.ts";

import { presenceWords } from "./presence.ts";
import { presenceAt } from "../model/presence.ts";
import { timelineView } from "./timeline.ts";
import { counted } from "./words.ts";
import { postsIn, conversationIn } from "../app/state.ts";

export function conversationView(app) {
  const face = h("span", { class: "conversation-face" });
  const title = h("h1", { class: "conversation-title", tabindex: "-1" });
  const note = h("p", { class: "conversation-note" });
  const toggle = iconButton(
    "Details",
    "details",
    () => app.store.change({ details: !app.store.state.details }),
    { "aria-expanded": "false" },
  );
  const head = h(
    "header",
    { class: "conversation-head" },
    h(
      "a",
      { href: "#/", class: "icon-button back", "aria-label": "Back to conversations" },
      icon("back"),
    ),
    face,
    h("div", { class: "conversation-names" }, title, note),
    toggle,
  );
  const timeline = timelineView(app);
  const composer = composerView(app);
  const door = doorView(app);
  const details = detailsView(app, shut);
  const talk = h("div", { class: "talk" }, timeline.el, composer.el);
  const el = h(
    "section",
    {
      class: "conversation",
      "aria-label": "Conversation",
      on: { keydown: ({ key }) => key === "Escape" && shut() },
    },
    h("div", { class: "conversation-main" }, head, talk, door.el),
    details.el,
  );
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
    // On a phone, focusing the composer would open the keyboard over the messages.
    if (matchMedia("(hover: hover)").matches) composer.focus();
    else title.focus({ preventScroll: true });
  }

  return {
    el,
    end: () => (app.attention.atEnd = false),
    update(state) {
      const conversation = conversationIn(state, state.route.id);
      if (state.route.id !== id || (wasGone && !conversation.gone)) turn(state.route.id);
      wasGone = conversation.gone;
      const name = conversation.about?.title ?? state.inbox[id]?.title ?? "";
      const kind = conversation.about?.kind ?? state.inbox[id]?.kind ?? "group";
      if (drawn !== `${name}|${kind}`) {
        drawn = `${name}|${kind}`;
        face.replaceChildren(
          name ? avatar({ id: kind === "direct" ? name : id, name, kind }).el : "",
        );
        if (kind === "direct" && name) ask(app, name);
      }
      say(title, name || (conversation.gone ? "Closed" : "Opening …"));
      say(note, noteOf(state, conversation, kind, name, app.clock.now()));
      set(el, "data-live", conversation.live);
      set(toggle, "aria-expanded", state.details);
      talk.hidden = conversation.gone;
      toggle.hidden = conversation.gone || !conversation.about;
      door.update(state, conversation);
      details.update(state, conversation);
      if (conversation.gone) return;
      composer.update(state, conversation);
      timeline.update(state, conversation, postsIn(state, id));
    },
  };
}

/** Asks the list of people whether the other person is online. */
async function ask(app, handle) {
  try {
    const { people } = await app.api.people(handle);
    app.marked(people.filter((person) => person.handle === handle));
  } catch {
    // Without an answer the head shows no presence. Nothing else needs it.
  }
}

function noteOf(state, conversation, kind, name, now) {
  if (!conversation.about) return "";
  const others = Object.entries(conversation.here).filter(
    ([user]) => user !== state.session.you?.id,
  );
  if (kind === "direct")
    return others.length
      ? "Here now"
      : presenceWords(presenceAt(state.marks[name], false, now), now);
  const here = others.length ? ` · ${others.length} here now` : "";
  return `${counted(conversation.count, "member")}${here}${conversation.about.topic ? ` · ${conversation.about.topic}` : ""}`;
}

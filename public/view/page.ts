// The whole page: before the server has answered, signed out, or signed in. Also sets the
// document's title and state attributes.

import { h, set } from "./dom.ts";
import { button } from "./buttons.ts";
import { shellView } from "./shell.ts";
import { signInView } from "./signin.ts";
import { linkOf, currentId } from "../app/state.ts";
import { unreadTotal } from "../model/inbox.ts";

export function pageView(app) {
  const el = h("div", { id: "page", class: "page" });
  let face = null;
  let view = null;

  function turn(to) {
    face = to;
    document.querySelectorAll("dialog").forEach((dialog) => dialog.remove());
    view = FACES[to](app);
    el.replaceChildren(view.el);
    if (to === "out") view.el.querySelector("input").focus();
  }

  return {
    el,
    update(state) {
      const { phase } = state.session;
      if (phase !== face) turn(phase);
      view.update(state);
      document.title = titleOf(state);
      set(document.body, "data-session", phase);
      set(document.body, "data-connection", phase === "in" ? linkOf(state) : null);
    },
  };
}

const FACES = {
  starting: () => waiting("Waking up …"),
  unreachable: ({ account }) =>
    waiting(
      "The server cannot be reached. Trying again …",
      button("Try now", () => account.ask()),
    ),
  out: (app) => signInView(app),
  in: (app) => shellView(app),
};

function waiting(words, act = null) {
  const el = h(
    "main",
    { class: "card-page", id: "main", "aria-busy": "true" },
    h(
      "div",
      { class: "waiting", role: "status" },
      h("img", { src: "/favicon.svg", alt: "", class: "card-mark", width: 72, height: 72 }),
      h("p", {}, words),
      act,
    ),
  );
  return { el, update() {} };
}

function titleOf(state) {
  if (state.session.phase !== "in") return "Dormouse";
  const unread = unreadTotal(state.inbox);
  const id = currentId(state);
  const name = (id && (state.conversations[id]?.about?.title ?? state.inbox[id]?.title)) || null;
  return `${unread ? `(${unread > 999 ? "999+" : unread}) ` : ""}${name ? `${name} · ` : ""}Dormouse`;
}

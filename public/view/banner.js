// Tells calmly that the connection is gone, or goes the slow way. Waits a little, as most losses are
// over before one reads.

import { h, say, set } from "./dom.js";
import { linkOf } from "../app/state.js";
import { TELL_AFTER } from "../model/link.js";

const WORDS = {
  connecting: "Reconnecting … What you write is kept and sent later.",
  offline: "You are offline. What you write is kept and sent later.",
  fallback: "Live connections are blocked here. Using a detour: all works, a little slower.",
  polling: "Live connections are blocked here. Asking for news every few seconds instead.",
};

export function bannerView({ clock }) {
  const words = h("span");
  const el = h("div", { class: "banner", role: "status", hidden: true }, h("span", { class: "banner-dot", "aria-hidden": "true" }), words);
  let link = null;
  let timer = null;

  function show() {
    el.hidden = !WORDS[link];
    set(el, "data-link", link);
    say(words, WORDS[link] ?? "");
  }

  return {
    el,
    update(state) {
      const now = linkOf(state);
      if (now === link) return;
      const waits = el.hidden && now !== "live";
      link = now;
      timer?.();
      if (waits) timer = clock.after(TELL_AFTER, show);
      else show();
    },
  };
}

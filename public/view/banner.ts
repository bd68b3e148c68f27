// Says that the connection is lost or slow. It waits a little, because most losses end before a
// person can read.

import { h, say, set } from "./dom.ts";
import { linkOf } from "../app/state.ts";
import { TELL_AFTER } from "../model/link.ts";

const WORDS = {
  connecting: "Reconnecting … What you write is saved and sent later.",
  offline: "You are offline. What you write is saved and sent later.",
  fallback:
    "Live connections are blocked here. Everything works over another way, a little slower.",
  polling:
    "Live connections are blocked here. Checking for new messages every few seconds instead.",
};

export function bannerView({ clock }) {
  const words = h("span");
  const el = h(
    "div",
    { class: "banner", role: "status", hidden: true },
    h("span", { class: "banner-dot", "aria-hidden": "true" }),
    words,
  );
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

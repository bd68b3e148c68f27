// A sentence at the foot of the page that disappears: a refusal that belongs to no field.

import { h, say } from "./dom.ts";

/** How long it stays, in ms. */
const STAYS = 6_000;

export function noticeView({ clock }) {
  const words = h("span");
  const el = h("div", { class: "notice", role: "alert", hidden: true }, words);
  let shown = null;
  let timer = null;
  return {
    el,
    update({ notice }) {
      if (notice === shown) return;
      shown = notice;
      timer?.();
      say(words, notice?.text ?? "");
      el.hidden = !notice;
      if (notice) timer = clock.after(STAYS, () => (el.hidden = true));
    },
  };
}

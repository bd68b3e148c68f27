// The body of a list that is searched and paged: its rows, its words when empty or failed, and its
// button for more.

import { h, keyed, say } from "./dom.ts";
import { button } from "./buttons.ts";

/** `directory`: see app/directory.ts; `make(item)` → { el, update }; `none(query)` → words. */
export function listing(directory, { label, make, none }) {
  const list = h("ul", { class: "listing", "aria-label": label });
  const status = h("p", { class: "listing-status", role: "status" });
  const more = button("Load more", () => directory.more(), { class: "button button-quiet" });
  const again = button("Try again", () => directory.search(directory.pages.query ?? ""), {
    class: "button",
  });
  const sync = keyed(list, make);
  return {
    el: h("div", {}, list, status, h("div", { class: "listing-foot" }, more, again)),
    update(pages, extra = {}) {
      sync(pages.items.map((item) => ({ key: directory.key(item), item, ...extra })));
      const empty = pages.items.length === 0;
      const words = {
        loading: empty ? "Searching …" : "",
        failed: pages.error ?? "",
        ready: empty ? none(pages.query) : "",
        idle: "",
      };
      say(status, words[pages.phase]);
      more.hidden = pages.next === null || pages.phase === "failed";
      again.hidden = pages.phase !== "failed";
    },
  };
}

// The top of a main view: the link back (on a phone), a heading, and the actions of the view.

import { h } from "./dom.ts";
import { icon } from "./icons.ts";

export function backLink() {
  return h(
    "a",
    { href: "#/", class: "icon-button back", "aria-label": "Back to conversations" },
    icon("back"),
  );
}

export function paneHead(title, ...acts) {
  return h("header", { class: "pane-head" }, h("h1", { class: "pane-title" }, title), ...acts);
}

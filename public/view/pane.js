// The top of a main view: the way back (on a phone), a heading, and what can be done here.

import { h } from "./dom.js";
import { icon } from "./icons.js";

export function backLink() {
  return h("a", { href: "#/", class: "icon-button back", "aria-label": "Back to conversations" }, icon("back"));
}

export function paneHead(title, ...acts) {
  return h("header", { class: "pane-head" }, h("h1", { class: "pane-title" }, title), ...acts);
}

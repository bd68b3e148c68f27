// The main view without a chosen conversation: what the person can do next.

import { h } from "./dom.ts";
import { button } from "./buttons.ts";
import { newGroup } from "./newgroup.ts";

export function homeView(app) {
  const el = h(
    "div",
    { class: "home" },
    h("img", { src: "/favicon.svg", alt: "", class: "home-mark", width: 112, height: 112 }),
    h("h1", { class: "home-title" }, "All quiet"),
    h(
      "p",
      { class: "home-text" },
      "Choose a conversation, or start one: write to a person, join a group, or create your own.",
    ),
    startActs(app),
  );
  return { el, update() {} };
}

/** The three ways to begin. A phone shows them below its empty inbox. */
export function startActs(app) {
  return h(
    "div",
    { class: "home-acts" },
    button("Find people", () => app.go({ place: "people" }), {
      class: "button button-main",
      icon: "people",
    }),
    button("Browse groups", () => app.go({ place: "groups" }), { icon: "groups" }),
    button("Create a group", () => newGroup(app), { icon: "plus" }),
  );
}

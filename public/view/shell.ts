// The frame once signed in: brand, navigation, inbox, and the main view for the address. Does not
// know what the views show.

import { h, set } from "./dom.ts";
import { icon } from "./icons.ts";
import { bannerView } from "./banner.ts";
import { conversationView } from "./conversation.ts";
import { groupsView } from "./groups.ts";
import { homeView } from "./home.ts";
import { inboxView } from "./inbox.ts";
import { noticeView } from "./notice.ts";
import { peopleView } from "./people.ts";
import { settingsView } from "./settings.ts";

const LINKS = [
  ["home", "#/", "Conversations", "conversations"],
  ["people", "#/people", "People", "people"],
  ["groups", "#/groups", "Groups", "groups"],
  ["settings", "#/settings", "Settings", "settings"],
];
const VIEWS = {
  home: homeView,
  people: peopleView,
  groups: groupsView,
  settings: settingsView,
  conversation: conversationView,
};

export function shellView(app) {
  const links = LINKS.map(([place, href, label, sign]) => ({
    place,
    el: h("a", { href, class: "nav-link" }, icon(sign), h("span", {}, label)),
  }));
  const nav = h(
    "nav",
    { class: "nav", "aria-label": "Main" },
    links.map((link) => link.el),
  );
  const brand = h(
    "header",
    { class: "brand" },
    h("img", { src: "/favicon.svg", alt: "", width: 32, height: 32 }),
    h("span", { class: "brand-name" }, "Dormouse"),
  );
  const inbox = inboxView(app);
  const main = h("main", { class: "main", id: "main", tabindex: "-1" });
  const banner = bannerView(app);
  const notice = noticeView(app);
  const skip = h("a", { href: "#main", class: "skip", on: { click: jump } }, "Skip to content");
  const el = h(
    "div",
    { class: "shell" },
    skip,
    h("div", { class: "side" }, brand, nav, inbox.el),
    main,
    banner.el,
    notice.el,
  );
  let place = null;
  let view = null;

  /** The router owns the address, so the link must not change it. */
  function jump(event) {
    event.preventDefault();
    main.focus();
  }

  return {
    el,
    update(state) {
      const turned = place !== state.route.place;
      if (turned) {
        const first = place === null;
        place = state.route.place;
        view?.end?.();
        view = VIEWS[place](app);
        main.replaceChildren(view.el);
        if (!first && place !== "conversation") main.focus({ preventScroll: true });
      }
      set(el, "data-place", place);
      for (const link of links)
        set(
          link.el,
          "aria-current",
          link.place === place || (link.place === "home" && place === "conversation")
            ? "page"
            : null,
        );
      inbox.update(state);
      view.update(state);
      banner.update(state);
      notice.update(state);
    },
  };
}

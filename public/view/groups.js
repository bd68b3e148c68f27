// Public groups: search, see how many members each has, join, or create a group.

import { h, say } from "./dom.js";
import { avatar } from "./avatar.js";
import { askingOnce, button } from "./buttons.js";
import { searchBox } from "./fields.js";
import { listing } from "./listing.js";
import { newGroup } from "./newgroup.js";
import { paneHead } from "./pane.js";
import { counted } from "./words.js";

export function groupsView(app) {
  const directory = app.directories.groups;
  const search = searchBox("Search groups", (query) => directory.type(query));
  const list = listing(directory, {
    label: "Public groups",
    make: ({ item }) => groupLine(item, app),
    none: (query) =>
      query
        ? `No public group’s name begins with “${query}”.`
        : "No public groups yet. Create the first one.",
  });
  directory.search("");
  const make = button("New group", () => newGroup(app), {
    class: "button button-main",
    icon: "plus",
  });
  return {
    el: h(
      "section",
      { class: "pane" },
      paneHead("Groups", make),
      h("div", { class: "pane-body" }, search.el, list.el),
    ),
    update: (state) => list.update(state.groups, { inbox: state.inbox }),
  };
}

function groupLine(group, app) {
  const face = avatar({ id: group.id, name: group.title, kind: "group" });
  const title = h("span", { class: "item-title" });
  const topic = h("span", { class: "item-note" });
  const count = h("span", { class: "item-note" });
  const act = h("button", { type: "button", class: "button" });
  let inside = false;
  act.addEventListener(
    "click",
    askingOnce(
      act,
      async () => {
        if (inside) app.go({ place: "conversation", id: group.id });
        else await app.actions.join(group.id);
      },
      app.complain,
    ),
  );
  return {
    el: h(
      "li",
      { class: "item", data: { group: group.id } },
      face.el,
      h("span", { class: "item-body" }, title, topic, count),
      act,
    ),
    update({ item, inbox }) {
      inside = Boolean(inbox[item.id]);
      say(title, item.title);
      say(topic, item.topic);
      say(count, counted(item.members, "member"));
      say(act, inside ? "Open" : "Join");
      act.setAttribute("aria-label", `${inside ? "Open" : "Join"} ${item.title}`);
      face.update({ name: item.title });
    },
  };
}

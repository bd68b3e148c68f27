// Public groups: search, see how many members each has, join, or create a group.

import { h, say } from "./dom.ts";
import { avatar } from "./avatar.ts";
import { askingOnce, button } from "./buttons.ts";
import { searchBox } from "./fields.ts";
import { listing } from "./listing.ts";
import { newGroup } from "./newgroup.ts";
import { paneHead } from "./pane.ts";
import { counted } from "./words.ts";

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

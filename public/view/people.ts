// Everybody with an account: search by the beginning of a name, see who is online, and choose a
// person to write to.

import { h, say } from "./dom.ts";
import { avatar } from "./avatar.ts";
import { askingOnce } from "./buttons.ts";
import { searchBox } from "./fields.ts";
import { listing } from "./listing.ts";
import { paneHead } from "./pane.ts";
import { agoWords } from "./words.ts";

export function peopleView(app) {
  const directory = app.directories.people;
  const search = searchBox("Search people", (query) => directory.type(query));
  const list = listing(directory, {
    label: "People",
    make: ({ item }) => personLine(item, app),
    none: (query) =>
      query
        ? `Nobody’s name begins with “${query}”.`
        : "Nobody is here yet. Tell your friends the address.",
  });
  directory.search("");
  return {
    el: h(
      "section",
      { class: "pane" },
      paneHead("People"),
      h("div", { class: "pane-body" }, search.el, list.el),
    ),
    update: (state) =>
      list.update(state.people, { now: app.clock.now(), me: state.session.you?.id }),
  };
}

function personLine(person, app) {
  const face = avatar({ id: person.handle, name: person.handle });
  const seen = h("span", { class: "item-note" });
  const choose = h(
    "button",
    { type: "button", class: "item item-button" },
    face.el,
    h("span", { class: "item-body" }, h("span", { class: "item-title" }, person.handle), seen),
  );
  choose.addEventListener(
    "click",
    askingOnce(choose, () => app.actions.openDirect(person.id), app.complain),
  );
  return {
    el: h("li", { data: { user: person.id } }, choose),
    update({ item, now, me }) {
      const you = item.id === me;
      choose.disabled = you;
      say(seen, you ? "This is you" : presenceWords(item, now));
      face.update({ online: item.online });
    },
  };
}

/** "Online", "Last seen 5 minutes ago", or nothing. */
export function presenceWords({ online, seen_at }, now) {
  if (online) return "Online";
  return seen_at ? `Last seen ${agoWords(seen_at, now)}` : "";
}

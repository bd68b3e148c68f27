// The dialog that admits people to a group: search, add, and see who is a member. The page may not
// know all members; adding one again changes nothing.

import { h, say } from "./dom.ts";
import { avatar } from "./avatar.ts";
import { askingOnce, button } from "./buttons.ts";
import { openDialog } from "./dialog.ts";
import { searchBox } from "./fields.ts";
import { listing } from "./listing.ts";
import { conversationIn } from "../app/state.ts";

export function admitDialog(app, id) {
  const directory = app.directories.admits;
  const error = h("p", { class: "field-error", role: "alert" });
  const search = searchBox("Search people", (query) => directory.type(query));
  const list = listing(directory, {
    label: "People to add",
    make: ({ item }) => line(item),
    none: (query) => `Nobody’s name begins with “${query}”.`,
  });
  const close = openDialog(
    "Add people",
    h(
      "div",
      {},
      search.el,
      error,
      list.el,
      h(
        "div",
        { class: "dialog-foot" },
        button("Done", () => close(), { class: "button button-main" }),
      ),
    ),
  );
  const show = () =>
    list.update(app.store.state.admits, { members: conversationIn(app.store.state, id).members });
  app.store.addEventListener("change", show);
  list.el
    .closest("dialog")
    .addEventListener("close", () => app.store.removeEventListener("change", show));
  directory.search("");
  search.input.focus();

  function line(person) {
    const add = h(
      "button",
      { type: "button", class: "button", "aria-label": `Add ${person.handle}` },
      "Add",
    );
    let added = false;
    add.addEventListener(
      "click",
      askingOnce(
        add,
        async () => {
          say(error, "");
          await app.actions.admit(id, person);
          added = true;
          show();
        },
        (refusal) => say(error, refusal.message),
      ),
    );
    return {
      el: h(
        "li",
        { class: "item", data: { user: person.id } },
        avatar({ id: person.handle, name: person.handle, size: "s" }).el,
        h("span", { class: "item-body" }, h("span", { class: "item-title" }, person.handle)),
        add,
      ),
      update({ members }) {
        const inside = added || Boolean(members[person.id]);
        add.disabled = inside;
        say(add, inside ? "In the group" : "Add");
      },
    };
  }
}

// What stands in place of a conversation one is not in: gone, unknown, or a public group to join. The server does not
// tell the first two apart, so neither does the page.

import { h, say } from "./dom.js";
import { askingOnce, button } from "./buttons.js";

export function doorView(app) {
  const words = h("p", { class: "home-text" });
  const join = h("button", { type: "button", class: "button button-main" }, "Join");
  const el = h("div", { class: "home door", hidden: true }, words, h("div", { class: "home-acts" }, join, button("Browse groups", () => app.go({ place: "groups" }))));
  let asked = null;
  let group = null;
  join.addEventListener("click", askingOnce(join, () => app.actions.join(group.id), app.complain));

  async function ask(id) {
    asked = id;
    group = null;
    show();
    try {
      const answer = await app.api.conversation(id);
      if (asked === id) group = answer.conversation;
    } catch {
      // Not ours to see: the words for that are there already.
    }
    show();
  }

  function show() {
    join.hidden = !group;
    say(words, group ? `“${group.title}” is a public group. Join to read along and write.` : "This conversation does not exist, or you are not in it any more.");
  }

  return {
    el,
    update(_state, room) {
      el.hidden = !room.gone;
      if (!room.gone) asked = null;
      else if (asked !== room.id) ask(room.id);
    },
  };
}

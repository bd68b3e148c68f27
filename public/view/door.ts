// Shown in place of a conversation that the person is not in: left, unknown, or a public group to
// join. The server does not distinguish the first two, so the page does not either.

import { h, say } from "./dom.ts";
import { askingOnce, button } from "./buttons.ts";

export function doorView(app) {
  const words = h("p", { class: "home-text" });
  const join = h("button", { type: "button", class: "button button-main" }, "Join");
  const el = h(
    "div",
    { class: "home door", hidden: true },
    words,
    h(
      "div",
      { class: "home-acts" },
      join,
      button("Browse groups", () => app.go({ place: "groups" })),
    ),
  );
  let asked = null;
  let group = null;
  join.addEventListener(
    "click",
    askingOnce(join, () => app.actions.join(group.id), app.complain),
  );

  async function ask(id) {
    asked = id;
    group = null;
    show();
    try {
      const answer = await app.api.conversation(id);
      if (asked === id) group = answer.conversation;
    } catch {
      // The person may not see it. The words for that are already on the page.
    }
    show();
  }

  function show() {
    join.hidden = !group;
    say(
      words,
      group
        ? `“${group.title}” is a public group. Join to read and write in it.`
        : "This conversation does not exist, or you are not in it any more.",
    );
  }

  return {
    el,
    update(_state, conversation) {
      el.hidden = !conversation.gone;
      if (!conversation.gone) asked = null;
      else if (asked !== conversation.id) ask(conversation.id);
    },
  };
}

// The panel beside a conversation: what it is, who is in it, and what I may do with it.

import { h, keyed, say } from "./dom.ts";
import { askingOnce, button, iconButton } from "./buttons.ts";
import { admitDialog } from "./admit.tsx";
import { askFirst } from "./ui/layers.tsx";
import { memberRow } from "./member.ts";
import { renameDialog } from "./rename.tsx";
import { counted } from "./words.ts";
import { inRank, may } from "../model/members.ts";

export function detailsView(app, close) {
  const title = h("p", { class: "details-title" });
  const topic = h("p", { class: "details-topic" });
  const kind = h("p", { class: "item-note" });
  const rename = button("Rename", () => renameDialog(app, conversation.about));
  const admit = button("Add people", () => admitDialog(app, conversation.id), { icon: "plus" });
  const list = h("ul", { class: "listing", "aria-label": "Members" });
  const heading = h("h3", { class: "section-title" });
  const more = button("Load more", () => {}, { class: "button button-quiet" });
  more.addEventListener("click", askingOnce(more, loadMore, app.complain));
  const leave = button("Leave group", leaveGroup, { class: "button button-danger button-wide" });
  const shut = iconButton("Close details", "close", close);
  const el = h(
    "aside",
    { class: "details", "aria-label": "Details", hidden: true },
    h("header", { class: "details-head" }, h("h2", { class: "details-heading" }, "Details"), shut),
    h(
      "div",
      { class: "details-body" },
      title,
      topic,
      kind,
      h("div", { class: "details-acts" }, rename, admit),
      heading,
      list,
      more,
      leave,
    ),
  );
  const sync = keyed(list, (item) => memberRow(item, app));
  let conversation = null;

  function loadMore() {
    return app.actions.moreMembers(conversation.id);
  }

  function leaveGroup() {
    const { id, about } = conversation;
    const alone =
      conversation.count <= 1
        ? " You are the last member, so the group will be closed for ever."
        : "";
    askFirst(app, {
      title: `Leave “${about.title}”?`,
      yes: "Leave group",
      act: () => app.actions.leave(id),
      text: `You will not see its messages any more.${about.visibility === "private" ? " To come back, somebody has to add you." : ""}${alone}`,
    });
  }

  return {
    el,
    update(state, now) {
      const opened = el.hidden && state.details && now.about && !now.gone;
      el.hidden = !(state.details && now.about && !now.gone);
      if (el.hidden) return;
      conversation = now;
      const { about, you } = conversation;
      const group = about.kind === "group";
      say(title, about.title);
      say(topic, about.topic);
      say(
        kind,
        group
          ? `${about.visibility === "public" ? "Public" : "Private"} group`
          : "Direct conversation",
      );
      say(heading, counted(conversation.count, "member"));
      rename.hidden = !(group && may.rename(you.role));
      admit.hidden = !(group && may.admit(you.role));
      leave.hidden = !group;
      const members = inRank(Object.values(conversation.members));
      more.hidden = members.length >= conversation.count || conversation.paged === null;
      sync(
        members.map((member) => ({
          key: member.user,
          member,
          mine: you,
          here: Boolean(conversation.here[member.user]),
          group,
          id: conversation.id,
        })),
      );
      if (opened) shut.focus();
    },
  };
}

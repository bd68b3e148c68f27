// One member in the details, with what I may do about them.

import { h, say } from "./dom.ts";
import { avatar } from "./avatar.ts";
import { askingOnce } from "./buttons.ts";
import { askFirst } from "./ui/layers.tsx";
import { may } from "../model/members.ts";

const ROLES = { member: "Member", admin: "Admin", owner: "Owner" };

export function memberRow({ member, id }, app) {
  const face = avatar({ id: member.handle, name: member.handle, size: "s" });
  const note = h("span", { class: "item-note" });
  const write = h(
    "button",
    { type: "button", class: "item-title link-plain", "aria-label": `Write to ${member.handle}` },
    member.handle,
  );
  write.addEventListener(
    "click",
    askingOnce(write, () => app.actions.openDirect(member.user), app.complain),
  );
  const role = h(
    "select",
    { class: "select", "aria-label": `Role of ${member.handle}` },
    Object.entries(ROLES).map(([value, words]) => h("option", { value }, words)),
  );
  const remove = h(
    "button",
    { type: "button", class: "button button-quiet", "aria-label": `Remove ${member.handle}` },
    "Remove",
  );
  let now = member;
  role.addEventListener("change", () => changeRole(role.value));
  remove.addEventListener("click", () =>
    askFirst(app, {
      title: `Remove ${now.handle}?`,
      yes: "Remove",
      act: () => app.actions.remove(id, now),
      text: "They will not see anything more of this group.",
    }),
  );

  /**
   * Giving ownership cannot be undone, so ask first. The list shows the old role until the log
   * says otherwise.
   */
  function changeRole(to) {
    role.value = now.role;
    const act = () => app.actions.setRole(id, now, to);
    if (to !== "owner") return act().catch(app.complain);
    return askFirst(app, {
      title: `Make ${now.handle} an owner?`,
      yes: "Share ownership",
      text: "Owners cannot be demoted or removed by other owners.",
      act,
    });
  }

  return {
    el: h(
      "li",
      { class: "item member", data: { user: member.user, handle: member.handle } },
      face.el,
      h("span", { class: "item-body" }, write, note),
      h("span", { class: "member-acts" }, role, remove),
    ),
    update({ member: fresh, mine, here, group }) {
      now = fresh;
      const me = fresh.user === mine.user;
      const said = [me && "You", group && ROLES[fresh.role], here && "here now"].filter(Boolean);
      write.disabled = me;
      say(note, said.join(" · "));
      face.update({ online: here });
      role.hidden = !group || me || !may.changeRole(mine.role, fresh.role);
      remove.hidden = !group || me || !may.remove(mine.role, fresh.role);
      if (role.value !== fresh.role) role.value = fresh.role;
    },
  };
}

// A person or group as a coloured disc with two letters, and a mark for online. Decoration: the
// name is beside it. A person's `id` here is the handle, which every view knows; a group's is its
// own id.

import { h, say, set } from "./dom.ts";
import { hueOf, initialsOf } from "../model/hues.ts";

export function avatar({ id, name, kind = "person", size = "m" }) {
  const letters = h("span", { class: "avatar-letters" }, initialsOf(name));
  const el = h(
    "span",
    { class: `avatar avatar-${size}`, data: { hue: hueOf(id), kind }, "aria-hidden": "true" },
    letters,
  );
  return {
    el,
    update({ name: newName = name, online = false }) {
      say(letters, initialsOf(newName));
      set(el, "data-online", online ? "true" : null);
    },
  };
}

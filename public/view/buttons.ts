// Buttons that do one thing. A button that asks the server is busy until the answer, and passes a
// refusal to `failed`.

import { h } from "./dom.ts";
import { icon } from "./icons.ts";

export function button(label, act, { class: kind = "button", icon: sign = null, ...more } = {}) {
  return h(
    "button",
    { type: "button", class: kind, on: { click: act }, ...more },
    sign && icon(sign),
    h("span", {}, label),
  );
}

/** A button that shows only an icon. The label is for screen readers and the tooltip. */
export function iconButton(label, sign, act, more = {}) {
  return h(
    "button",
    {
      type: "button",
      class: "icon-button",
      "aria-label": label,
      title: label,
      on: { click: act },
      ...more,
    },
    icon(sign),
  );
}

/** Runs `act` once at a time and marks `el` as busy meanwhile. */
export function askingOnce(el, act, failed) {
  return async (event) => {
    event?.preventDefault();
    if (el.getAttribute("aria-busy") === "true") return;
    el.setAttribute("aria-busy", "true");
    try {
      await act(event);
    } catch (refusal) {
      failed(refusal);
    } finally {
      el.removeAttribute("aria-busy");
    }
  };
}

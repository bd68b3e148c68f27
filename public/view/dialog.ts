// Dialogs over the page: a form, or a question with yes and no. The browser keeps the focus inside,
// and Esc closes.

import { freshId, h } from "./dom.ts";
import { button, askingOnce } from "./buttons.ts";

/**
 * Shows `content` under a title. Returns a function that closes the dialog. A closed dialog
 * removes itself.
 */
export function openDialog(title, content, { small = false } = {}) {
  const id = freshId("dialog");
  const el = h(
    "dialog",
    { class: small ? "dialog dialog-small" : "dialog", "aria-labelledby": id },
    h("h2", { id, class: "dialog-title" }, title),
    content,
  );
  el.addEventListener("close", () => el.remove());
  el.addEventListener("click", (event) => event.target === el && el.close());
  document.body.append(el);
  el.showModal();
  return () => el.close();
}

/** Asks before an action that cannot be undone. The dialog shows a refusal of `act`. */
export function confirm({ title, text, yes, act }) {
  const error = h("p", { class: "field-error", role: "alert" });
  const no = button("Cancel", () => close());
  const sure = button(yes, () => {}, { class: "button button-danger" });
  sure.addEventListener(
    "click",
    askingOnce(
      sure,
      async () => {
        await act();
        close();
      },
      (refusal) => (error.textContent = refusal.message),
    ),
  );
  const close = openDialog(
    title,
    h(
      "div",
      {},
      h("p", { class: "dialog-text" }, text),
      error,
      h("div", { class: "dialog-foot" }, no, sure),
    ),
    { small: true },
  );
  no.focus();
}

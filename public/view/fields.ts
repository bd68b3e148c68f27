// Inputs with a label and a place for an error.

import { freshId, h, say, set } from "./dom.ts";
import { icon } from "./icons.ts";

/** A field: { el, input, fail(message) }. Typing clears the error. */
export function field(label, { hint = null, tag = "input", ...attributes } = {}, ...beside) {
  const id = freshId("field");
  const error = h("p", { class: "field-error", id: `${id}-error`, role: "alert" });
  const note = hint && h("p", { class: "field-hint", id: `${id}-hint` }, hint);
  const input = h(tag, {
    id,
    class: "input",
    "aria-describedby": `${note ? `${id}-hint ` : ""}${id}-error`,
    ...attributes,
    on: { input: () => fail("") },
  });
  function fail(message) {
    say(error, message);
    set(input, "aria-invalid", message ? "true" : null);
  }
  const el = h(
    "div",
    { class: "field" },
    h("label", { for: id, class: "field-label" }, label),
    h("div", { class: "field-row" }, input, ...beside),
    note,
    error,
  );
  return { el, input, fail };
}

/** A search box whose label only screen readers see. */
export function searchBox(label, typed) {
  const id = freshId("search");
  const input = h("input", {
    id,
    type: "search",
    class: "input",
    placeholder: label,
    autocomplete: "off",
    spellcheck: "false",
    enterkeyhint: "search",
  });
  input.addEventListener("input", () => typed(input.value.trim()));
  return {
    el: h(
      "div",
      { class: "search", role: "search" },
      icon("search"),
      h("label", { for: id, class: "unseen" }, label),
      input,
    ),
    input,
  };
}

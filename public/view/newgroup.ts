// The dialog that creates a group.

import { freshId, h } from "./dom.ts";
import { askingOnce, button } from "./buttons.ts";
import { openDialog } from "./dialog.ts";
import { field } from "./fields.ts";

export function newGroup(app) {
  // One `client_id` for this dialog: a second click, or a lost answer, does not create a second
  // group.
  const client_id = app.newId();
  const title = field("Group name", { autocomplete: "off", required: true });
  const topic = field("Topic (optional)", { autocomplete: "off" });
  const open = choice("public", "Public", "Everyone here can find and join it.", true);
  const closed = choice("private", "Private", "Only people you add can join.", false);
  const error = h("p", { class: "field-error", role: "alert" });
  const submit = h("button", { type: "submit", class: "button button-main" }, "Create group");
  const form = h(
    "form",
    { class: "dialog-form" },
    title.el,
    topic.el,
    h(
      "fieldset",
      { class: "choices" },
      h("legend", { class: "field-label" }, "Who can join"),
      open.el,
      closed.el,
    ),
    error,
    h(
      "div",
      { class: "dialog-foot" },
      button("Cancel", () => close()),
      submit,
    ),
  );
  form.noValidate = true;
  form.addEventListener(
    "submit",
    askingOnce(
      form,
      async () => {
        error.textContent = "";
        if (!title.input.value.trim()) {
          title.fail("Please give the group a name.");
          return title.input.focus();
        }
        await app.actions.createGroup({
          title: title.input.value.trim(),
          topic: topic.input.value.trim(),
          visibility: closed.input.checked ? "private" : "public",
          client_id,
        });
        return close();
      },
      (refusal) => {
        if (refusal.code === "bad_title") title.fail(refusal.message);
        else if (refusal.code === "bad_topic") topic.fail(refusal.message);
        else error.textContent = refusal.message;
      },
    ),
  );
  const close = openDialog("New group", form);
  title.input.focus();
}

function choice(value, label, note, checked) {
  const id = freshId("choice");
  const input = h("input", {
    id,
    type: "radio",
    name: "visibility",
    value,
    "aria-describedby": `${id}-note`,
  });
  input.checked = checked;
  return {
    input,
    el: h(
      "div",
      { class: "choice" },
      input,
      h("label", { for: id }, label),
      h("p", { id: `${id}-note`, class: "field-hint" }, note),
    ),
  };
}

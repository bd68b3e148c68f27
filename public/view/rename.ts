// The dialog that gives a group another name or topic.

import { h } from "./dom.ts";
import { askingOnce, button } from "./buttons.ts";
import { openDialog } from "./dialog.ts";
import { field } from "./fields.ts";

export function renameDialog(app, about) {
  const title = field("Group name", { autocomplete: "off" });
  const topic = field("Topic (optional)", { autocomplete: "off" });
  title.input.value = about.title;
  topic.input.value = about.topic;
  const error = h("p", { class: "field-error", role: "alert" });
  const form = h(
    "form",
    { class: "dialog-form" },
    title.el,
    topic.el,
    error,
    h(
      "div",
      { class: "dialog-foot" },
      button("Cancel", () => close()),
      h("button", { type: "submit", class: "button button-main" }, "Save"),
    ),
  );
  form.addEventListener(
    "submit",
    askingOnce(
      form,
      async () => {
        error.textContent = "";
        await app.actions.rename(about.id, {
          title: title.input.value.trim(),
          topic: topic.input.value.trim(),
        });
        close();
      },
      (refusal) => {
        if (refusal.code === "bad_title") title.fail(refusal.message);
        else if (refusal.code === "bad_topic") topic.fail(refusal.message);
        else error.textContent = refusal.message;
      },
    ),
  );
  const close = openDialog("Rename group", form);
  title.input.select();
}

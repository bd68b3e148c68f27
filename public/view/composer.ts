// The box for writing: Enter sends, Shift+Enter makes a new line. It grows with the text and keeps
// a draft for each conversation.

import { h, say } from "./dom.ts";
import { iconButton } from "./buttons.ts";
import { draftIn } from "../app/state.ts";
import { typingAt } from "../model/presence.ts";
import { typingWords } from "../words/en/notices.ts";

/** The most characters of a message (docs/protocol.md). */
const MOST = 8_000;
/** When fewer characters are left than this, the number is shown. */
const WARN = 500;

export function composerView(app) {
  const input = h("textarea", {
    id: "composer",
    class: "composer-input",
    rows: 1,
    "aria-label": "Message",
    placeholder: "Write a message",
    enterkeyhint: "send",
    autocomplete: "off",
  });
  const typing = h("p", { class: "typing", "aria-live": "off" });
  const rest = h("p", { class: "composer-rest", role: "status" });
  const submit = iconButton("Send", "send", send, { class: "icon-button send", disabled: true });
  const el = h(
    "div",
    { class: "composer" },
    typing,
    h("div", { class: "composer-row" }, input, submit),
    rest,
  );
  let id = null;
  let typingTimer = null;

  input.addEventListener("input", () => {
    if (input.value.trim()) app.conversations.typing(id);
    changed();
    keep();
  });
  input.addEventListener("keydown", (event) => {
    // While an input method composes a character, Enter belongs to it.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    send();
  });

  /** Saves the draft at every letter, because a reload or a crash may follow at once. */
  function keep() {
    if (id) app.drafts.write(id, input.value);
  }

  function show(state) {
    input.value = draftIn(state, id);
    changed();
  }

  function send() {
    const body = input.value.trim();
    if (!body || [...body].length > MOST) return;
    app.posts.post(id, body);
    app.conversations.typed(id);
    input.value = "";
    keep();
    changed();
    input.focus();
  }

  function changed() {
    const left = MOST - [...input.value.trim()].length;
    submit.disabled = !input.value.trim() || left < 0;
    say(
      rest,
      left < 0 ? `${-left} characters too many` : left < WARN ? `${left} characters left` : "",
    );
    input.style.height = "auto";
    input.style.height = `${Math.min(input.scrollHeight + 2, 200)}px`;
  }

  function showTyping(conversation) {
    typingTimer?.();
    const now = app.clock.now();
    const { handles, until } = typingAt(conversation.typing, now);
    say(typing, typingWords(handles));
    if (until !== null)
      typingTimer = app.clock.after(until - now + 10, () => showTyping(conversation));
  }

  return {
    el,
    focus: () => input.focus({ preventScroll: true }),
    turn(to) {
      id = to;
      show(app.store.state);
    },
    update(state, conversation) {
      showTyping(conversation);
      // It may have been written or sent in another tab.
      if (draftIn(state, id) !== input.value) show(state);
    },
  };
}

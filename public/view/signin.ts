// The card before the chat: sign in or create an account, one form for both. Does not know what a
// session is.

import { h, say } from "./dom.ts";
import { askingOnce } from "./buttons.ts";
import { field } from "./fields.ts";

const FACES = {
  in: {
    title: "Welcome back",
    act: "Sign in",
    other: "Create an account",
    ask: "New here?",
    autocomplete: "current-password",
  },
  new: {
    title: "Create your account",
    act: "Create account",
    other: "Sign in instead",
    ask: "Already have an account?",
    autocomplete: "new-password",
  },
};
const FIELD_OF = {
  bad_handle: "name",
  taken: "name",
  weak_password: "password",
  wrong_password: "password",
};

const NOTICES = {
  signed_out: "You have been signed out.",
  signed_out_in_another_tab: "You signed out in another tab.",
  no_cookies:
    "This browser does not keep cookies for this address, so you cannot stay signed in. " +
    "Allow cookies and try again.",
};

export function signInView({ account }) {
  let face = "in";
  const title = h("h1", { class: "card-title" });
  const notice = h("p", { class: "card-notice", role: "status" });
  const show = h(
    "button",
    {
      type: "button",
      class: "button button-quiet",
      "aria-pressed": "false",
      on: { click: reveal },
    },
    "Show",
  );
  show.setAttribute("aria-label", "Show password");
  const name = field("Name", {
    name: "username",
    autocomplete: "username",
    autocapitalize: "none",
    spellcheck: "false",
    maxlength: 32,
    required: true,
  });
  const password = field("Password", { name: "password", type: "password", required: true }, show);
  const hint = h(
    "p",
    { class: "field-hint" },
    "A name is 2–32 letters, digits, dots, dashes or underscores. A password has at least 8 characters.",
  );
  const error = h("p", { class: "field-error", role: "alert" });
  const submit = h("button", { type: "submit", class: "button button-main button-wide" });
  const form = h(
    "form",
    { class: "card-form", novalidate: true },
    name.el,
    password.el,
    hint,
    error,
    submit,
  );
  const ask = h("span");
  const other = h("button", {
    type: "button",
    class: "link-button",
    on: { click: () => turn(face === "in" ? "new" : "in") },
  });
  form.addEventListener("submit", askingOnce(form, send, refused));
  const el = h(
    "main",
    { class: "card-page", id: "main" },
    h(
      "div",
      { class: "card" },
      h("img", { src: "/favicon.svg", alt: "", class: "card-mark", width: 72, height: 72 }),
      h("p", { class: "card-brand" }, "Dormouse"),
      title,
      notice,
      form,
      h("p", { class: "card-other" }, ask, " ", other),
    ),
  );
  turn("in");

  function turn(to) {
    face = to;
    const words = FACES[face];
    say(title, words.title);
    say(submit, words.act);
    say(ask, words.ask);
    say(other, words.other);
    password.input.autocomplete = words.autocomplete;
    hint.hidden = face === "in";
    clear();
  }

  function clear() {
    say(error, "");
    name.fail("");
    password.fail("");
  }

  function reveal() {
    const shown = password.input.type === "password";
    password.input.type = shown ? "text" : "password";
    show.setAttribute("aria-pressed", String(shown));
    show.textContent = shown ? "Hide" : "Show";
  }

  async function send() {
    clear();
    const empty = [name, password].find((one) => !one.input.value);
    if (empty) {
      empty.fail(empty === name ? "Please enter your name." : "Please enter your password.");
      return empty.input.focus();
    }
    await (face === "in" ? account.signIn : account.register).call(
      account,
      name.input.value.trim(),
      password.input.value,
    );
    form.reset();
    return undefined;
  }

  function refused(refusal) {
    const where = { name, password }[FIELD_OF[refusal.code]];
    if (where) where.fail(refusal.message);
    else say(error, refusal.message);
    (where ?? password).input.focus();
  }

  return {
    el,
    update: ({ session }) => say(notice, NOTICES[session.notice] ?? ""),
  };
}

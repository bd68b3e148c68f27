// The card before the chat: sign in or create an account, one form for both. Does not know what a
// session is.

import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { isRefused, thrownWords, words } from "../words/words.ts";
import { useAsking } from "./ui/button.tsx";
import { FormError } from "./ui/dialog.tsx";
import { Field } from "./ui/field.tsx";
import { useValues } from "./ui/values.ts";
import { useApp, useSelect } from "./use.ts";

/** Signing in, or creating an account. */
type Face = "in" | "new";
type Errors = { readonly name?: string; readonly password?: string; readonly other?: string };

const FIELD_OF: Readonly<Record<string, keyof Errors>> = {
  bad_handle: "name",
  taken: "name",
  weak_password: "password",
  wrong_password: "password",
};

export function SignIn() {
  const { account } = useApp();
  const notice = useSelect((state) => state.session.notice);
  const [face, turn] = useState<Face>("in");
  const { values, type, latest } = useValues({ name: "", password: "" });
  const [errors, fail] = useState<Errors>({});
  const nameInput = useRef<HTMLInputElement>(null);
  const passwordInput = useRef<HTMLInputElement>(null);
  const inputs = { name: nameInput, password: passwordInput, other: passwordInput };
  useLayoutEffect(() => nameInput.current?.focus(), []);

  function complain(errors: Errors, field: keyof Errors) {
    fail(errors);
    inputs[field].current?.focus();
  }
  const asking = useAsking(
    async () => {
      const { name, password } = latest();
      if (!name.trim()) return complain({ name: words.signIn.nameMissing }, "name");
      if (!password) return complain({ password: words.signIn.passwordMissing }, "password");
      fail({});
      await account[face === "in" ? "signIn" : "register"](name.trim(), password);
      return type({ password: "" });
    },
    (thrown) => {
      const field = (isRefused(thrown) && FIELD_OF[thrown.code]) || "other";
      complain({ [field]: thrownWords(thrown) }, field);
    },
  );
  const said = words.signIn[face];
  return (
    <main class="card-page" id="main">
      <div class="card">
        <img src="/favicon.svg" alt="" width={72} height={72} />
        <p class="card-brand">{words.shell.brand}</p>
        <h1 class="card-title">{said.title}</h1>
        <p class="card-notice" role="status">
          {notice === null ? "" : words.signIn.notice(notice)}
        </p>
        <form class="card-form" noValidate onSubmit={asking.run} {...asking.busy}>
          <Field
            label={words.signIn.name}
            value={values.name}
            typed={(value) => {
              type({ name: value });
              fail({});
            }}
            hint={face === "new" ? words.signIn.nameHint : undefined}
            error={errors.name}
            inputRef={nameInput}
            name="username"
            autocomplete="username"
            autocapitalize="none"
            maxLength={32}
            required
          />
          <Password
            value={values.password}
            typed={(value) => {
              type({ password: value });
              fail({});
            }}
            isNew={face === "new"}
            error={errors.password}
            inputRef={passwordInput}
          />
          <FormError>{errors.other ?? ""}</FormError>
          <button type="submit" class="button button-main button-wide">
            {said.act}
          </button>
        </form>
        <p class="card-other">
          <span>{said.ask}</span>{" "}
          <button
            type="button"
            class="link-button"
            onClick={() => {
              turn(face === "in" ? "new" : "in");
              fail({});
            }}
          >
            {said.other}
          </button>
        </p>
      </div>
    </main>
  );
}

interface PasswordProps {
  value: string;
  typed: (value: string) => void;
  isNew: boolean;
  error: string | undefined;
  inputRef: { current: HTMLInputElement | null };
}

function Password({ isNew, ...field }: PasswordProps) {
  const [isShown, show] = useState(false);
  return (
    <Field
      {...field}
      label={words.signIn.password}
      hint={isNew ? words.signIn.passwordHint : undefined}
      name="password"
      type={isShown ? "text" : "password"}
      autocomplete={isNew ? "new-password" : "current-password"}
      required
    >
      <button
        type="button"
        class="button button-quiet"
        aria-label={words.signIn.showPassword}
        aria-pressed={isShown}
        onClick={() => show(!isShown)}
      >
        {isShown ? words.signIn.hide : words.signIn.show}
      </button>
    </Field>
  );
}

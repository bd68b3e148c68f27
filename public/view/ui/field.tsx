// Inputs with a label and a place for an error.

import type { ComponentChildren, Ref } from "preact";
import { useId } from "preact/hooks";
import { Icon } from "./icon.tsx";

interface FieldProps {
  label: string;
  value: string;
  /** Gets each new value. */
  typed: (value: string) => void;
  hint?: string | undefined;
  error?: string | undefined;
  inputRef?: Ref<HTMLInputElement>;
  name?: string;
  type?: "text" | "password";
  autocomplete?: "off" | "username" | "current-password" | "new-password";
  autocapitalize?: "none";
  maxLength?: number;
  required?: boolean;
  /** What stands beside the input, in its row. */
  children?: ComponentChildren;
}

/** A field with an error shows it in place of its hint. */
export function Field(props: FieldProps) {
  const { label, typed, hint, error, inputRef, type = "text", children, ...more } = props;
  const id = useId();
  const note = `${id}-note`;
  const input = {
    ...more,
    ...(inputRef && { ref: inputRef }),
    id,
    class: "input",
    spellcheck: false,
    "aria-describedby": note,
    "aria-invalid": error ? ("true" as const) : undefined,
    onInput: (event: { currentTarget: HTMLInputElement }) => typed(event.currentTarget.value),
  };
  return (
    <div class="field">
      <label for={id} class="field-label">
        {label}
      </label>
      <div class="field-row">
        {type === "password" ? (
          <input {...input} type="password" />
        ) : (
          <input {...input} type="text" />
        )}
        {children}
      </div>
      <div id={note}>
        {hint && !error && <p class="field-hint">{hint}</p>}
        <p class="field-error" role="alert">
          {error}
        </p>
      </div>
    </div>
  );
}

interface SearchBoxProps {
  label: string;
  typed: (query: string) => void;
  inputRef?: Ref<HTMLInputElement>;
}

/** A search box whose label only screen readers see. */
export function SearchBox({ label, typed, inputRef }: SearchBoxProps) {
  const id = useId();
  return (
    <div class="search" role="search">
      <Icon name="search" />
      <label for={id} class="unseen">
        {label}
      </label>
      <input
        {...(inputRef && { ref: inputRef })}
        id={id}
        type="search"
        class="input"
        placeholder={label}
        autocomplete="off"
        spellcheck={false}
        enterkeyhint="search"
        onInput={(event) => typed(event.currentTarget.value.trim())}
      />
    </div>
  );
}

// Dialogs over the page: a form, or a question with yes and no. The browser keeps the focus inside;
// Esc and Back close.

import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { Button, useAsking } from "./button.tsx";

interface Props {
  title: string;
  close: () => void;
  small?: boolean;
  children: ComponentChildren;
}

export function Dialog({ title, close, small = false, children }: Props) {
  const id = useId();
  const el = useRef<HTMLDialogElement>(null);
  useEffect(() => el.current?.showModal(), []);
  return (
    <dialog
      ref={el}
      class={small ? "dialog dialog-small" : "dialog"}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
      onClick={(event) => event.target === el.current && close()}
    >
      <h2 id={id} class="dialog-title">
        {title}
      </h2>
      {children}
    </dialog>
  );
}

interface ConfirmProps {
  title: string;
  text: string;
  /** The words of the button that does it. */
  yes: string;
  no: string;
  act: () => Promise<unknown>;
  close: () => void;
  /** The sentence for what `act` throws. */
  wordsOf: (refusal: unknown) => string;
}

/** Asks before an action that cannot be undone. */
export function Confirm({ title, text, yes, no, act, close, wordsOf }: ConfirmProps) {
  const [error, setError] = useState("");
  const cancel = useRef<HTMLButtonElement>(null);
  useEffect(() => cancel.current?.focus(), []);
  const asking = useAsking(
    async () => {
      await act();
      close();
    },
    (refusal) => setError(wordsOf(refusal)),
  );
  return (
    <Dialog title={title} close={close} small>
      <div>
        <p class="dialog-text">{text}</p>
        <p class="field-error" role="alert">
          {error}
        </p>
        <div class="dialog-foot">
          <button ref={cancel} type="button" class="button" onClick={close}>
            {no}
          </button>
          <Button class="button button-danger" onClick={asking.run} {...asking.busy}>
            {yes}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

// Dialogs over the page: a form, or a question with yes and no. The browser keeps the focus inside
// and gives it back; Esc and Back close.

import type { ComponentChildren } from "preact";
import { useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import { thrownWords, words } from "../../words/words.ts";
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
  const isPressedOutside = useRef(false);
  useLayoutEffect(() => {
    const dialog = el.current;
    dialog?.showModal();
    return () => dialog?.close();
  }, []);
  return (
    <dialog
      ref={el}
      class={small ? "dialog dialog-small" : "dialog"}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
      // Both, because a text that is marked beyond the edge ends in a click there.
      onPointerDown={(event) => {
        isPressedOutside.current = isOutside(event);
      }}
      onClick={(event) => isPressedOutside.current && isOutside(event) && close()}
    >
      <h2 id={id} class="dialog-title">
        {title}
      </h2>
      {children}
    </dialog>
  );
}

/** Whether it is on the backdrop. That is no element of its own, and the dialog has a border. */
function isOutside({ currentTarget, target, clientX, clientY }: MouseEvent): boolean {
  if (!(currentTarget instanceof Element) || target !== currentTarget) return false;
  const { left, right, top, bottom } = currentTarget.getBoundingClientRect();
  return clientX < left || clientX > right || clientY < top || clientY > bottom;
}

/** The error of a form, beside those of its fields. */
export const FormError = ({ children }: { children: string }) => (
  <p class="field-error" role="alert">
    {children}
  </p>
);

interface ConfirmProps {
  title: string;
  text: string;
  yes: string;
  /** Whether something is lost for ever; true unless it says no. */
  isDanger?: boolean;
  act: () => Promise<unknown>;
  close: () => void;
}

/** Asks before an action that cannot be undone. The safe answer has the focus. */
export function Confirm({ title, text, yes, isDanger = true, act, close }: ConfirmProps) {
  const [error, fail] = useState("");
  const cancel = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => cancel.current?.focus(), []);
  const asking = useAsking(
    async () => {
      await act();
      close();
    },
    (thrown) => fail(thrownWords(thrown)),
  );
  return (
    <Dialog title={title} close={close} small>
      <p class="dialog-text">{text}</p>
      <FormError>{error}</FormError>
      <div class="dialog-foot">
        <button ref={cancel} type="button" class="button" onClick={close}>
          {words.dialogs.cancel}
        </button>
        <Button
          class={isDanger ? "button button-danger" : "button button-main"}
          onClick={asking.run}
          {...asking.busy}
        >
          {yes}
        </Button>
      </div>
    </Dialog>
  );
}

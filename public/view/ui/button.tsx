// Buttons that do one thing. A button that asks the server is busy until the answer.

import type { ComponentChildren, JSX, Ref } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { Icon, type IconName } from "./icon.tsx";

type Attributes = Omit<JSX.IntrinsicElements["button"], "icon" | "label" | "ref">;

interface Props extends Attributes {
  icon?: IconName;
  children: ComponentChildren;
}

export const Button = ({ icon, children, class: kind = "button", ...more }: Props) => (
  <button type="button" class={kind} {...more}>
    {icon && <Icon name={icon} />}
    <span>{children}</span>
  </button>
);

interface IconButtonProps extends Attributes {
  /** For screen readers and the tooltip. */
  label: string;
  icon: IconName;
  buttonRef?: Ref<HTMLButtonElement>;
}

export const IconButton = ({
  label,
  icon,
  buttonRef,
  class: kind = "icon-button",
  ...more
}: IconButtonProps) => (
  <button
    {...(buttonRef && { ref: buttonRef })}
    type="button"
    class={kind}
    aria-label={label}
    title={label}
    {...more}
  >
    <Icon name={icon} />
  </button>
);

/**
 * Runs `act` once at a time. Spread `busy` on the element that shows it; `run` is its handler.
 * `failed` takes what `act` throws.
 */
export function useAsking(act: () => Promise<unknown>, failed: (refusal: unknown) => void) {
  const [isBusy, setBusy] = useState(false);
  const underWay = useRef(false);
  const isHere = useRef(true);
  useEffect(() => () => void (isHere.current = false), []);
  const run = async (event?: Event) => {
    event?.preventDefault();
    if (underWay.current) return;
    underWay.current = true;
    setBusy(true);
    try {
      await act();
    } catch (refusal) {
      failed(refusal);
    } finally {
      underWay.current = false;
      if (isHere.current) setBusy(false);
    }
  };
  return { run, busy: { "aria-busy": isBusy ? ("true" as const) : undefined } };
}

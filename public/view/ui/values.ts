// What is typed into the fields of a form.

import { useRef } from "preact/hooks";
import { useRedraw } from "../use.ts";

/**
 * The values, as of this drawing; `type(part)`, which changes some; and `latest()`. Drawing waits
 * for a frame, but a password manager, or a person who is quick, fills two fields and submits
 * within one. So handlers ask for the latest values.
 */
export function useValues<V extends object>(initial: V) {
  const held = useRef(initial);
  const redraw = useRedraw();
  const type = (part: Partial<V>) => {
    held.current = { ...held.current, ...part };
    redraw();
  };
  return { values: held.current, type, latest: () => held.current };
}

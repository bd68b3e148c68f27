// Draws what lies over the page (app/layers.ts), and opens dialogs there.

import { isValidElement, type VNode } from "preact";
import { useEffect, useLayoutEffect, useState } from "preact/hooks";
import type { App } from "../app.ts";
import { drawNow } from "../draw.ts";
import { useApp } from "../use.ts";
import { Confirm } from "./dialog.tsx";

/** Opens a dialog. `content` gets the function that closes it. */
export function openDialog({ layers }: Pick<App, "layers">, content: (close: () => void) => VNode) {
  const close = layers.lay(content(() => close()));
}

interface Question {
  title: string;
  text: string;
  /** The words of the button that does it. */
  yes: string;
  isDanger?: boolean;
  act: () => Promise<unknown>;
}

/** Asks before an action that cannot be undone. */
export const askFirst = (app: Pick<App, "layers">, question: Question) =>
  openDialog(app, (close) => <Confirm {...question} close={close} />);

export function LayersView() {
  const { layers } = useApp();
  const [open, show] = useState(layers.open);
  useLayoutEffect(() => {
    const changed = () => {
      show(layers.open);
      // A person types into a dialog as soon as they have opened it. And when one closes, the
      // browser gives the focus back: before the view that the person goes to takes it.
      drawNow();
    };
    layers.addEventListener("change", changed);
    show(layers.open);
    return () => layers.removeEventListener("change", changed);
  }, [layers]);
  // A person who signs out, or in as another, leaves nothing open.
  useEffect(() => () => void layers.drop(), [layers]);
  return (
    <div>
      {open.map(({ key, content }) => (
        <div key={key}>{isValidElement(content) ? content : null}</div>
      ))}
    </div>
  );
}

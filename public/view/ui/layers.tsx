// Draws what lies over the page (app/layers.ts), and opens dialogs there.

import { isValidElement, type VNode } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { App } from "../app.ts";
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
  act: () => Promise<unknown>;
}

/** Asks before an action that cannot be undone. */
export const askFirst = (app: Pick<App, "layers">, question: Question) =>
  openDialog(app, (close) => <Confirm {...question} close={close} />);

export function LayersView() {
  const { layers } = useApp();
  const [open, show] = useState(layers.open);
  const root = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const changed = () => {
      show(layers.open);
      // The browser gives the focus back when a dialog closes. That must not come after the view
      // that the person goes to has taken it, so it does not wait for the next drawing.
      const keys = new Set(layers.open.map(({ key }) => String(key)));
      for (const dialog of root.current?.querySelectorAll<HTMLElement>("[data-layer]") ?? [])
        if (!keys.has(dialog.dataset.layer ?? "")) dialog.querySelector("dialog")?.close();
    };
    layers.addEventListener("change", changed);
    changed();
    return () => layers.removeEventListener("change", changed);
  }, [layers]);
  // A person who signs out, or in as another, leaves nothing open.
  useEffect(() => () => void layers.drop(), [layers]);
  return (
    <div ref={root}>
      {open.map(({ key, content }) => (
        <div key={key} data-layer={key}>
          {isValidElement(content) ? content : null}
        </div>
      ))}
    </div>
  );
}

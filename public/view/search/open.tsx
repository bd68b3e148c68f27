// The ways to the search: buttons, Ctrl or Cmd-K for all conversations, `/` for the one in view.
// The dialog is a file of its own, because the first screen does not need it.

import { useEffect } from "preact/hooks";
import { currentId } from "../../app/state.ts";
import type { Scope } from "../../model/found.ts";
import { words } from "../../words/words.ts";
import type { App } from "../app.ts";
import { openDialog } from "../ui/layers.tsx";

export const loadSearch = () => import("./search.tsx");

/** Opens the search in a conversation, or in all of them. */
export async function openSearch(app: App, scope: Scope): Promise<void> {
  try {
    const { Search } = await loadSearch();
    const here = currentId(app.store.state);
    openDialog(app, (close) => <Search here={here} scope={scope} close={close} />);
  } catch {
    app.say(words.conversation.notLoaded);
  }
}

const EDITABLE = "input, textarea, select, [contenteditable]";

/** What a key asks for; undefined: something else. */
function scopeOf(event: KeyboardEvent, here: Scope): Scope | undefined {
  const { key, ctrlKey, metaKey, altKey, shiftKey, target } = event;
  if (ctrlKey !== metaKey && !altKey && !shiftKey && key.toLowerCase() === "k") return null;
  const isTyping = target instanceof Element && target.matches(EDITABLE);
  return key === "/" && !isTyping && !ctrlKey && !metaKey && !altKey ? here : undefined;
}

/** Listens for the keys as long as the component is there. */
export function useSearchKeys(app: App): void {
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      const scope = scopeOf(event, currentId(app.store.state));
      if (scope === undefined || event.isComposing || app.layers.open.length > 0) return;
      event.preventDefault();
      void openSearch(app, scope);
    };
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  }, [app]);
}

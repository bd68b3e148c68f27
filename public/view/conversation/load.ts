// The view of a conversation is a file of its own, because the first screen does not need it.

import type { FunctionComponent } from "preact";

let pane: FunctionComponent | null = null;

/** Null until it is loaded. */
export const loadedPane = () => pane;

/** Rejects if it cannot be loaded now. */
export async function loadPane(): Promise<FunctionComponent> {
  const { ConversationPane } = await import("./pane.tsx");
  pane = ConversationPane;
  return pane;
}

// Asks before a message that tells many people at once.

import { conversationIn } from "../../app/state.ts";
import { namesIn } from "../../model/markup/names.ts";
import { tellsMany } from "../../model/suggestions.ts";
import { words } from "../../words/words.ts";
import type { App } from "../app.ts";
import { askFirst } from "../ui/layers.tsx";

/** Calls `act` at once, or after the person has said yes. */
export function askAll(app: App, id: string, body: string, act: () => void) {
  const many = tellsMany(conversationIn(app.store.state, id), namesIn(body));
  if (many === null) return act();
  const { title, unknownTitle, text, yes } = words.askAll;
  return askFirst(app, {
    title: many === "unknown" ? unknownTitle : title(many),
    text,
    yes,
    isDanger: false,
    act: async () => act(),
  });
}

// What the person is writing in each conversation, until it is sent. Each letter is kept, because a
// reload or a crash may follow at once. The other tabs show the same draft, but only the tab in
// which it is typed writes it.

import { draftIn } from "./state.ts";
import type { Keep } from "./keep.ts";
import type { Store } from "./store.ts";
import type { TabMessage, Tabs } from "./tabs.ts";

interface Deps {
  readonly store: Store;
  readonly keep: Keep;
  readonly tabs: Pick<Tabs, "say" | "listen">;
}

export class Drafts {
  #deps: Deps;

  constructor(deps: Deps) {
    this.#deps = deps;
    deps.tabs.listen((message) => this.#hear(message));
  }

  /** The person has typed, or has sent the draft (""). */
  write(conversation: string, text: string): void {
    const { store, keep, tabs } = this.#deps;
    const user = store.state.session.you?.id;
    if (user === undefined || draftIn(store.state, conversation) === text) return;
    store.put("drafts", conversation, text);
    // The other tabs hear it first: a tab that now reads what is kept has heard it already.
    tabs.say({ word: "draft", user, conversation, text });
    void keep.keepDraft({ user, conversation, text });
  }

  /** Loads what was kept. What was typed or heard meanwhile is newer. */
  async restore(user: string): Promise<void> {
    const kept = await this.#deps.keep.drafts(user);
    const { store } = this.#deps;
    if (store.state.session.you?.id !== user) return;
    const before = Object.fromEntries(kept.map(({ conversation, text }) => [conversation, text]));
    store.change({ drafts: { ...before, ...store.state.drafts } });
  }

  #hear(message: TabMessage): void {
    const { store } = this.#deps;
    if (message.word === "draft" && message.user === store.state.session.you?.id)
      store.put("drafts", message.conversation, message.text);
  }
}

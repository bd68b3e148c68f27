// What a person is used to: which emoji they use most, in which skin tone, and what Enter does
// while they write. The browser keeps it.

import { used } from "../model/frequent.ts";
import type { Tone } from "../model/emojinames.ts";
import type { EnterKey } from "../model/enterkey.ts";
import type { Keep } from "./keep.ts";
import type { State } from "./state.ts";
import type { Store } from "./store.ts";

interface Deps {
  readonly store: Store;
  readonly keep: Pick<Keep, "habits" | "keepHabits">;
}

export class Habits {
  #deps: Deps;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /** The person has used this emoji. */
  use(emoji: string): void {
    this.#keep({ uses: used(this.#deps.store.state.uses, emoji) });
  }

  /** The person has chosen a skin tone. */
  choose(tone: Tone): void {
    this.#keep({ tone });
  }

  /** The person has chosen what Enter does. */
  setEnter(enter: EnterKey): void {
    this.#keep({ enter });
  }

  async restore(user: string): Promise<void> {
    const { store, keep } = this.#deps;
    const kept = await keep.habits(user);
    if (!kept || store.state.session.you?.id !== user) return;
    store.change({ uses: kept.uses, tone: kept.tone, enter: kept.enter ?? "send" });
  }

  #keep(change: Partial<Pick<State, "uses" | "tone" | "enter">>): void {
    const { store, keep } = this.#deps;
    store.change(change);
    const { session, uses, tone, enter } = store.state;
    if (session.you) void keep.keepHabits({ user: session.you.id, uses, tone, enter });
  }
}

// Which emoji the person uses most, and in which skin tone. The browser keeps it.

import { used } from "../model/frequent.ts";
import type { Tone } from "../model/emojinames.ts";
import type { Keep } from "./keep.ts";
import type { State } from "./state.ts";
import type { Store } from "./store.ts";

interface Deps {
  readonly store: Store;
  readonly keep: Pick<Keep, "uses" | "keepUses">;
}

export class Emoji {
  #deps: Deps;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /** The person has used one. */
  use(emoji: string): void {
    this.#keep({ uses: used(this.#deps.store.state.uses, emoji) });
  }

  /** The person has chosen a skin tone. */
  choose(tone: Tone): void {
    this.#keep({ tone });
  }

  async restore(user: string): Promise<void> {
    const { store, keep } = this.#deps;
    const kept = await keep.uses(user);
    if (!kept || store.state.session.you?.id !== user) return;
    store.change({ uses: kept.uses, tone: kept.tone });
  }

  #keep(change: Partial<Pick<State, "uses" | "tone">>): void {
    const { store, keep } = this.#deps;
    store.change(change);
    const { session, uses, tone } = store.state;
    if (session.you) void keep.keepUses({ user: session.you.id, uses, tone });
  }
}

// One search while its dialog is open: asks after a pause in typing, and for more on demand. Only
// the answer to the latest question counts.

import {
  NOTHING,
  foundEverywhere,
  foundIn,
  searchFailed,
  searching,
  type Found,
  type Scope,
} from "../model/found.ts";
import type { Api } from "../net/api.ts";
import { thrownWords } from "../words/words.ts";
import type { Clock } from "./clock.ts";

/** A pause in typing of this length starts the search, in ms. */
const PAUSE = 300;
/** Shorter texts are only searched for on Enter. */
const LETTERS = 2;

interface Deps {
  readonly api: Pick<Api, "search" | "searchEverywhere">;
  readonly clock: Clock;
  /** Something is different. */
  changed(): void;
}

export class Finder {
  found: Found = NOTHING;
  scope: Scope;
  /** Which hit the arrow keys have chosen, -1 for none. */
  active = -1;
  #deps: Deps;
  #timer: (() => void) | null = null;
  #asked = 0;

  constructor(scope: Scope, deps: Deps) {
    this.scope = scope;
    this.#deps = deps;
  }

  /** Searches while the person types. */
  type(text: string): void {
    this.#timer?.();
    const query = text.trim();
    if (query === "") return this.#forget();
    if (query === this.found.query || query.length < LETTERS) return;
    this.#timer = this.#deps.clock.after(PAUSE, () => void this.search(query));
  }

  search(text: string): Promise<void> {
    this.#timer?.();
    const query = text.trim();
    if (query === "") return Promise.resolve(this.#forget());
    this.active = -1;
    this.#put(searching(this.found, query));
    return this.#load(null);
  }

  /** Chooses another hit. Several keys may come before the next drawing. */
  step(by: number): void {
    this.active = Math.max(-1, Math.min(this.active + by, this.found.hits.length - 1));
    this.#deps.changed();
  }

  more(): Promise<void> {
    const { phase, next, query } = this.found;
    if (phase === "loading" || next === null) return Promise.resolve();
    this.#put(searching(this.found, query));
    return this.#load(next);
  }

  /** Searches for the same elsewhere. */
  turn(scope: Scope, text: string): void {
    this.scope = scope;
    this.#put(NOTHING);
    void this.search(text);
  }

  stop(): void {
    this.#timer?.();
    this.#asked += 1;
  }

  #forget(): void {
    this.stop();
    this.active = -1;
    this.#put(NOTHING);
  }

  async #load(next: string | number | null): Promise<void> {
    const { api } = this.#deps;
    const [nth, { query }, scope] = [++this.#asked, this.found, this.scope];
    let put: Found;
    try {
      if (scope === null) {
        const page = await api.searchEverywhere(query, next);
        put = foundEverywhere(this.found, page, next === null);
      } else {
        const page = await api.search(scope, query, next);
        put = foundIn(this.found, scope, page, next === null);
      }
    } catch (refusal) {
      put = searchFailed(next === null ? NOTHING : this.found, thrownWords(refusal));
      put = { ...put, query };
    }
    if (nth === this.#asked) this.#put(put);
  }

  #put(found: Found): void {
    this.found = found;
    this.#deps.changed();
  }
}

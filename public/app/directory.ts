// A list on the server that the page searches and pages through: it asks while the person types,
// and for more on demand.

import { answered, asked, askedMore, failed } from "../model/pages.ts";

/** A pause in typing of this length starts the search, in ms. */
const PAUSE = 200;

export class Directory {
  #timer = null;

  /**
   * `part`: its name in the state; `fetch(query, after)` → { items, next }; `key(item)` identifies
   * an item.
   */
  constructor(part, { store, clock, fetch, key, heard = () => {} }) {
    Object.assign(this, { part, store, clock, fetch, key, heard });
  }

  get pages() {
    return this.store.state[this.part];
  }

  /** Searches while the person types. */
  type(query) {
    this.#timer?.();
    this.#timer = this.clock.after(PAUSE, () => this.search(query));
  }

  search(query) {
    this.#timer?.();
    this.#put(asked(this.pages, query));
    return this.#load(query, null);
  }

  more() {
    const { phase, next, query } = this.pages;
    if (phase === "loading" || next === null) return undefined;
    this.#put(askedMore(this.pages));
    return this.#load(query, next);
  }

  async #load(query, after) {
    try {
      const page = await this.fetch(query, after);
      this.heard(page.items);
      this.#put(answered(this.pages, query, { ...page, after }, this.key));
    } catch (refusal) {
      this.#put(failed(this.pages, query, refusal.message));
    }
  }

  #put(pages) {
    this.store.change({ [this.part]: pages });
  }
}

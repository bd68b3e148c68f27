// A list on the server that the page searches and pages through: it asks while the person types,
// and for more on demand.

import { answered, asked, askedMore, failed } from "../model/pages.ts";
import type { Answer, Pages } from "../model/pages.ts";
import { thrownWords } from "../words/words.ts";
import type { Clock } from "./clock.ts";

/** A pause in typing of this length starts the search, in ms. */
const PAUSE = 200;

interface Deps<Item> {
  readonly clock: Clock;
  /** The part of the state that holds the list. */
  get(): Pages<Item>;
  put(pages: Pages<Item>): void;
  fetch(query: string, after: string | null): Promise<Pick<Answer<Item>, "items" | "next">>;
  key(item: Item): string;
  heard?(items: readonly Item[]): void;
}

export class Directory<Item> {
  #deps: Deps<Item>;
  #timer: (() => void) | null = null;

  constructor(deps: Deps<Item>) {
    this.#deps = deps;
  }

  get pages(): Pages<Item> {
    return this.#deps.get();
  }

  /** Searches while the person types. */
  type(query: string): void {
    this.#timer?.();
    this.#timer = this.#deps.clock.after(PAUSE, () => void this.search(query));
  }

  search(query: string): Promise<void> {
    this.#timer?.();
    this.#deps.put(asked(this.pages, query));
    return this.#load(query, null);
  }

  async more(): Promise<void> {
    const { phase, next, query } = this.pages;
    if (phase === "loading" || next === null || query === null) return;
    this.#deps.put(askedMore(this.pages));
    await this.#load(query, next);
  }

  async #load(query: string, after: string | null): Promise<void> {
    const { fetch, heard, put, key } = this.#deps;
    try {
      const { items, next } = await fetch(query, after);
      heard?.(items);
      put(answered(this.pages, query, { items, next, after }, key));
    } catch (refusal) {
      put(failed(this.pages, query, thrownWords(refusal)));
    }
  }
}

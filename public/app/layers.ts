// What lies over the page: dialogs, and on a phone the details. Back closes the topmost, as people
// expect, and does not leave the page below it.
//
// Each layer has an entry in the browser's history. Knows nothing of what a layer shows.

/** What is over the page, from the lowest to the topmost. */
export interface Layer {
  readonly key: number;
  /** What the view draws for it. */
  readonly content: unknown;
  /** Called once, when it is closed in whatever way. */
  readonly closed: () => void;
}

type Place = Pick<History, "pushState" | "back" | "state">;

export class Layers extends EventTarget {
  open: readonly Layer[] = [];
  #made = 0;
  /** Whether the browser is on its way back from the entry of a closed layer. */
  #isLeaving = false;
  /** How many layers were opened meanwhile. */
  #entriesDue = 0;
  #history: Place;

  constructor({ history }: { history: Place }) {
    super();
    this.#history = history;
  }

  /** Lays something over the page. Returns a function that closes it and all above it. */
  lay(content: unknown, closed: () => void = () => {}): () => void {
    const key = ++this.#made;
    this.#change([...this.open, { key, content, closed }]);
    // Going back takes its time, and would take a new entry with it.
    if (this.#isLeaving) this.#entriesDue += 1;
    else this.#history.pushState({ layers: this.open.length }, "");
    return () => this.#close(key);
  }

  /** The browser went to an entry of the history. */
  went(state: unknown) {
    if (!this.#isLeaving) return this.#cutTo(layersIn(state));
    this.#isLeaving = false;
    for (; this.#entriesDue > 0; this.#entriesDue -= 1)
      this.#history.pushState({ layers: this.open.length - this.#entriesDue + 1 }, "");
  }

  /** Closes all. The caller replaces the entry of the history. Returns whether there were any. */
  drop(): boolean {
    const had = this.open.length > 0;
    this.#cutTo(0);
    return had;
  }

  #close(key: number) {
    const place = this.open.findIndex((layer) => layer.key === key);
    if (place < 0) return;
    const above = this.open.length - place;
    this.#cutTo(place);
    // The entries of the closed layers are behind us now.
    this.#isLeaving = above === 1;
    for (let nth = 0; nth < above; nth += 1) this.#history.back();
  }

  #cutTo(count: number) {
    const gone = this.open.slice(count);
    if (gone.length === 0) return;
    this.#change(this.open.slice(0, count));
    for (const layer of gone.reverse()) layer.closed();
  }

  #change(open: readonly Layer[]) {
    this.open = open;
    this.dispatchEvent(new Event("change"));
  }
}

function layersIn(state: unknown): number {
  const isOurs = typeof state === "object" && state !== null && "layers" in state;
  return isOurs && typeof state.layers === "number" ? state.layers : 0;
}

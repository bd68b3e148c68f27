// What lies over the page: dialogs, and on a phone the details. Back closes the topmost, as people
// expect, and does not leave the page below it.
//
// Each layer has an entry in the browser's history. Knows nothing of what a layer shows.

/** What is over the page, from the lowest to the topmost. */
interface Layer {
  readonly key: number;
  /** What the view draws for it. */
  readonly content: unknown;
  /** Called once, when it is closed in whatever way. */
  readonly closed: () => void;
}

type Entries = Pick<History, "pushState" | "replaceState" | "go" | "state">;

export class Layers extends EventTarget {
  open: readonly Layer[] = [];
  #made = 0;
  /** Whether the browser is on its way back from the entry of a closed layer. */
  #isLeaving = false;
  /** How many layers were opened meanwhile. */
  #entriesDue = 0;
  #history: Entries;

  constructor({ history }: { history: Entries }) {
    super();
    this.#history = history;
    this.#disown(history.state);
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
    if (!this.#isLeaving) {
      this.#cutTo(layersIn(state));
      return this.#disown(state);
    }
    this.#isLeaving = false;
    for (; this.#entriesDue > 0; this.#entriesDue -= 1)
      this.#history.pushState({ layers: this.open.length - this.#entriesDue + 1 }, "");
  }

  /**
   * Closes all, and leaves their entries where they are. A caller that goes elsewhere replaces the
   * last one. Returns whether there were any.
   */
  drop(): boolean {
    const had = this.open.length > 0;
    this.#cutTo(0);
    this.#disown(this.#history.state);
    return had;
  }

  #close(key: number) {
    const place = this.open.findIndex((layer) => layer.key === key);
    if (place < 0) return;
    const above = this.open.length - place;
    this.#cutTo(place);
    // One step, however many: the browser reports each step once, and each takes its time.
    this.#isLeaving = true;
    this.#history.go(-above);
  }

  /** An entry can name layers that are closed: after a reload, on Forward, when all are dropped. */
  #disown(state: unknown) {
    if (layersIn(state) > this.open.length)
      this.#history.replaceState({ layers: this.open.length }, "");
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

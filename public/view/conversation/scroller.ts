// The scroll position of a log whose rows come and go and change their size. At its end it stays at
// the end; elsewhere the row in view stays where it is, to the pixel. Knows no messages.
//
// The row in view is noted whenever the log has scrolled. After any change, whether rows were drawn
// or the window turned, it is put back where it was.

/** Closer to the end than this counts as at the end, in px: about two lines. */
const END = 60;
/** Closer to the first or the last row than this asks for more rows, in px. */
const NEAR = 300;
/** When the log becomes lower, the row in view may be at most this far down in it. */
const LOWEST = 0.8;

interface Listener {
  atEnd(yes: boolean): void;
  nearTop(): void;
  nearEnd(): void;
}

/** A row, and how far its lower edge is below the upper edge of the log, in px. */
interface Anchor {
  readonly row: HTMLElement;
  readonly bottom: number;
}

export class Scroller {
  atEnd = true;
  /** Whether to stay at the end. Not if the end of the log is not the end of the timeline. */
  sticks = true;
  #log: HTMLElement;
  #rows: HTMLElement;
  #listener: Listener;
  #observer: ResizeObserver;
  #started = false;
  #anchors: readonly Anchor[] = [];
  #size = "";
  /** Where `hold` has scrolled to. While the log is there, the reader has not scrolled since. */
  #heldAt: number | null = null;
  /** The end of the frame in which rows were asked for; 0: they may be asked for. */
  #frame = 0;
  /** Whether the log has moved in that frame. */
  #isDue = false;

  constructor(log: HTMLElement, rows: HTMLElement, listener: Listener) {
    this.#log = log;
    this.#rows = rows;
    this.#listener = listener;
    log.addEventListener("scroll", this.#scrolled, { passive: true });
    log.addEventListener("focusin", this.#focused, { passive: true });
    this.#observer = new ResizeObserver(() => this.hold());
    this.#observer.observe(log);
    this.#observer.observe(rows);
  }

  stop() {
    this.#observer.disconnect();
    cancelAnimationFrame(this.#frame);
    this.#log.removeEventListener("scroll", this.#scrolled);
    this.#log.removeEventListener("focusin", this.#focused);
  }

  /** Begins at `mark`, or at the end. */
  start(mark: HTMLElement | null) {
    this.#started = true;
    this.atEnd = true;
    // Do not use `toEnd`, which would report the end on the way to the mark.
    const log = this.#log;
    log.scrollTop = log.scrollHeight;
    if (mark) log.scrollTop = Math.min(log.scrollTop, mark.offsetTop - log.clientHeight / 4);
    this.#moved(true);
  }

  /** Notes the row in view, before rows change. A size that has changed already says nothing. */
  note() {
    if (this.#started && this.#size === this.#sizeNow && !this.#isHeld) this.#take();
  }

  /** Puts the row in view back to where it was, or the log to its end. */
  hold() {
    const log = this.#log;
    if (log.clientHeight === 0) return;
    // Rows of the last visit. Where the reader begins is not known yet.
    if (!this.#started) return this.#rows.hasChildNodes() ? this.start(null) : undefined;
    if (this.atEnd && this.sticks) return this.toEnd();
    const anchor = this.#anchors.find(({ row }) => row.isConnected);
    if (anchor) {
      const wanted = Math.min(anchor.bottom, log.clientHeight * LOWEST);
      const shift = bottomOf(anchor.row) - log.scrollTop - wanted;
      // A needless change would stop a finger's swing.
      if (Math.abs(shift) >= 1) log.scrollTop += shift;
    }
    // The same row counts until the reader scrolls, so that turning a phone twice changes nothing.
    this.#heldAt = anchor ? log.scrollTop : null;
    this.#size = this.#sizeNow;
    // More rows may have come below, so this may not be the end any more. No scroll event says so.
    this.#moved();
  }

  toEnd(smooth = false) {
    const { scrollHeight, scrollTop, clientHeight } = this.#log;
    const isNear = scrollHeight - scrollTop < 3 * clientHeight;
    const glides = smooth && isNear && !matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.#log.scrollTo({ top: scrollHeight, behavior: glides ? "smooth" : "instant" });
    if (!glides) this.#moved();
  }

  toStart() {
    this.#log.scrollTop = 0;
    this.#moved();
  }

  /** Whether the reader is closer to the end of the log than to its beginning. */
  get readsEnd(): boolean {
    const { scrollTop, scrollHeight, clientHeight } = this.#log;
    return scrollTop > (scrollHeight - clientHeight) / 2;
  }

  /** The `seq` of the row in the middle of the view, or of one beside it. Null: at the end. */
  get seq(): number | null {
    if (this.atEnd && this.sticks) return null;
    if (!this.#isHeld) this.#take();
    const seqs = this.#anchors.map(({ row }) => Number(row.dataset.seq ?? 0));
    return seqs.find((seq) => seq > 0) ?? null;
  }

  #scrolled = () => {
    // The browser scrolls by itself when the log changes its size. That is not the reader.
    if (this.#started && this.#size !== this.#sizeNow) this.hold();
    else this.#moved();
  };

  /** A box for writing comes into view, also away from the end. */
  #focused = ({ target }: Event) => {
    if (!(target instanceof HTMLTextAreaElement)) return;
    (target.closest("article") ?? target).scrollIntoView({ block: "nearest" });
    this.#moved();
  };

  get #isHeld(): boolean {
    return this.#heldAt !== null && Math.abs(this.#heldAt - this.#log.scrollTop) < 1;
  }

  get #sizeNow(): string {
    return `${this.#log.clientWidth}x${this.#log.clientHeight}`;
  }

  /**
   * The row in the middle of the view and its neighbours, in case a change removes it. The rows
   * stand in order, so halving finds it.
   */
  #take() {
    const { scrollTop, clientHeight } = this.#log;
    const { children } = this.#rows;
    let [low, high] = [0, children.length];
    while (low < high) {
      const place = (low + high) >> 1;
      if (bottomOf(children[place]) > scrollTop + clientHeight / 2) high = place;
      else low = place + 1;
    }
    this.#size = this.#sizeNow;
    this.#heldAt = null;
    this.#anchors = [low, low + 1, low - 1].flatMap((place) => {
      const row = children[place];
      return row instanceof HTMLElement ? [{ row, bottom: bottomOf(row) - scrollTop }] : [];
    });
  }

  #moved(surely = false) {
    const { scrollTop, scrollHeight, clientHeight } = this.#log;
    if (!this.#started || clientHeight === 0) return;
    if (!this.#isHeld) this.#take();
    const below = scrollHeight - scrollTop - clientHeight;
    const atEnd = below < END;
    const turned = atEnd !== this.atEnd || surely;
    this.atEnd = atEnd;
    if (turned) this.#listener.atEnd(atEnd);
    this.#askForRows();
  }

  /** Asks for more rows, once a frame: what was asked for has to be drawn first. */
  #askForRows() {
    this.#isDue = this.#frame !== 0;
    if (this.#isDue) return;
    const { scrollTop, scrollHeight, clientHeight } = this.#log;
    const isNearTop = scrollTop < NEAR;
    const isNearEnd = scrollHeight - scrollTop - clientHeight < NEAR;
    if (isNearTop) this.#listener.nearTop();
    if (isNearEnd) this.#listener.nearEnd();
    if (!isNearTop && !isNearEnd) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      if (this.#isDue) this.#askForRows();
    });
  }
}

const bottomOf = (row: Element | undefined): number =>
  row instanceof HTMLElement ? row.offsetTop + row.offsetHeight : 0;

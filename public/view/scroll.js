// Where a growing log stands: at its end it stays there, elsewhere what one reads does not move.
// Knows no messages.

/** Closer than this to the end is at the end, in px: about two lines. */
const END = 60;
/** Closer than this to the top, or to the end of a part, is time to fetch more, in px. */
const NEAR = 300;

export class Scroller {
  atEnd = true;
  /** Whether the end stays the end; not where more is only being fetched. */
  sticks = true;
  #log; #tell; #started = false;

  /** tell: atEnd(yes), nearTop(), nearEnd() */
  constructor(log, tell) {
    this.#log = log;
    this.#tell = tell;
    log.addEventListener("scroll", () => this.#moved(), { passive: true });
    // A keyboard slides in, the window turns: the end stays the end.
    new ResizeObserver(() => (this.atEnd ? this.toEnd() : this.#moved())).observe(log);
  }

  /** A new conversation: at what is new, or at the end. */
  start(mark) {
    this.#started = true;
    this.atEnd = true;
    // Not by `toEnd`: nobody comes near the end on the way to the mark.
    const log = this.#log;
    log.scrollTop = log.scrollHeight;
    if (mark) log.scrollTop = Math.min(log.scrollTop, mark.offsetTop - log.clientHeight / 4);
    this.#moved(true);
  }

  /** Changes the log by `change` and keeps the place. */
  keeping(change) {
    const log = this.#log;
    const stays = this.atEnd && this.sticks;
    const anchors = stays ? [] : this.#anchors();
    change();
    if (stays) return this.toEnd();
    const anchor = anchors.find(({ row }) => row.isConnected);
    if (anchor) log.scrollTop += bottomOf(anchor.row) - anchor.bottom;
    // More came below: this is the end no more, and no scrolling says so.
    if (this.atEnd) this.#moved(true);
    return undefined;
  }

  toEnd(smooth = false) {
    const { scrollHeight, scrollTop, clientHeight } = this.#log;
    const near = scrollHeight - scrollTop < 3 * clientHeight;
    const glides = smooth && near && !matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.#log.scrollTo({ top: scrollHeight, behavior: glides ? "smooth" : "instant" });
    if (!glides) this.#moved();
  }

  /** The row in the middle of the view, where one reads, and the next, should the change take that one away. */
  #anchors() {
    const middle = this.#log.scrollTop + this.#log.clientHeight / 2;
    const row = [...this.#log.querySelector(".rows").children].find((one) => bottomOf(one) > middle);
    return [row, row?.nextElementSibling].filter(Boolean).map((one) => ({ row: one, bottom: bottomOf(one) }));
  }

  #moved(surely = false) {
    const { scrollTop, scrollHeight, clientHeight } = this.#log;
    if (!this.#started || clientHeight === 0) return;
    const below = scrollHeight - scrollTop - clientHeight;
    const atEnd = below < END;
    if (scrollTop < NEAR) this.#tell.nearTop();
    if (below < NEAR) this.#tell.nearEnd();
    if (atEnd === this.atEnd && !surely) return;
    this.atEnd = atEnd;
    this.#tell.atEnd(atEnd);
  }
}

const bottomOf = (row) => row.offsetTop + row.offsetHeight;

// The scroll position of a growing log: at its end it stays at the end; elsewhere the message in
// view does not move. Knows no messages.

/** Closer to the end than this counts as at the end, in px: about two lines. */
const END = 60;
/** Closer to the top, or to the end of a range, than this fetches more, in px. */
const NEAR = 300;

export class Scroller {
  atEnd = true;
  /** Whether to stay at the end. Not if the end of the log is only the end of a range. */
  sticks = true;
  #log;
  #tell;
  #started = false;

  /** tell: atEnd(yes), nearTop(), nearEnd() */
  constructor(log, tell) {
    this.#log = log;
    this.#tell = tell;
    log.addEventListener("scroll", () => this.#moved(), { passive: true });
    // The log may change its size: a keyboard appears, or the window turns.
    new ResizeObserver(() => (this.atEnd ? this.toEnd() : this.#moved())).observe(log);
  }

  /** A new conversation: scrolls to `mark`, or to the end. */
  start(mark) {
    this.#started = true;
    this.atEnd = true;
    // Do not use `toEnd`, which would report the end on the way to the mark.
    const log = this.#log;
    log.scrollTop = log.scrollHeight;
    if (mark) log.scrollTop = Math.min(log.scrollTop, mark.offsetTop - log.clientHeight / 4);
    this.#moved(true);
  }

  /** Changes the log by `change` and keeps the scroll position. */
  keeping(change) {
    const log = this.#log;
    const stays = this.atEnd && this.sticks;
    const anchors = stays ? [] : this.#anchors();
    change();
    if (stays) return this.toEnd();
    const anchor = anchors.find(({ row }) => row.isConnected);
    if (anchor) log.scrollTop += bottomOf(anchor.row) - anchor.bottom;
    // More rows arrived below, so this is no longer the end. No scroll event reports that.
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

  /**
   * The row in the middle of the view and the row after it, in case the change removes the first.
   */
  #anchors() {
    const middle = this.#log.scrollTop + this.#log.clientHeight / 2;
    const row = [...this.#log.querySelector(".rows").children].find(
      (one) => bottomOf(one) > middle,
    );
    return [row, row?.nextElementSibling]
      .filter(Boolean)
      .map((one) => ({ row: one, bottom: bottomOf(one) }));
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

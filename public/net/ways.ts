// Socket, stream or poll: one choice for the whole page, the best that gets through. A way counts
// as blocked when two links in a row end before their welcome although HTTP answers. Then the page
// takes the next one. From time to time it tries the better ways again.

/** From best to worst. */
const WAYS = ["socket", "stream", "poll"];
/** How many links in a row must fail before the page takes the next way. */
export const FAILURES = 2;
/** The first and the longest pause between trials of the better ways, in ms. */
export const TRY_FIRST = 30_000;
export const TRY_LONGEST = 10 * 60_000;
/** A trial without a welcome after this long has failed, in ms. */
export const TRIAL = 10_000;

export class Ways extends EventTarget {
  mode = "socket";
  #pause = TRY_FIRST;
  #clock;
  #tryOpen;
  #timer = null;

  /** `tryOpen(way)` opens a link over a way, only to see whether it works. */
  constructor({ clock, tryOpen }) {
    super();
    this.#clock = clock;
    this.#tryOpen = tryOpen;
  }

  /** A link over `way` got its welcome. */
  worked(way) {
    if (way !== "socket" && !this.#better().includes(way)) return;
    this.#pause = TRY_FIRST;
    this.#timer?.();
    this.#change(way);
    this.#tryLater();
  }

  /** `inARow` links of one connection ended before their welcome while HTTP answered. */
  failed(way, inARow) {
    const next = WAYS[WAYS.indexOf(way) + 1];
    if (way !== this.mode || inARow < FAILURES || !next) return;
    this.#change(next);
    this.#tryLater();
  }

  /** The network changed: try the better ways at once. */
  hurry() {
    this.#try(this.#better());
  }

  #better() {
    return WAYS.slice(0, WAYS.indexOf(this.mode));
  }

  #tryLater() {
    if (this.mode === "socket") return;
    this.#timer?.();
    this.#timer = this.#clock.after(this.#pause, () => this.#try(this.#better()));
    this.#pause = Math.min(this.#pause * 2, TRY_LONGEST);
  }

  /** Tries one way after the other, the best first. */
  #try([way, ...rest]) {
    if (!this.#better().includes(way)) return this.#tryLater();
    this.#timer?.();
    const link = this.#tryOpen(way);
    const given = this.#clock.after(TRIAL, () => end(false));
    const end = (worked) => {
      given();
      link.close();
      if (worked) this.worked(way);
      else this.#try(rest);
    };
    link.addEventListener("text", () => end(true), { once: true });
    link.addEventListener("down", () => end(false), { once: true });
    return undefined;
  }

  #change(mode) {
    if (this.mode === mode) return;
    this.mode = mode;
    this.dispatchEvent(new Event("change"));
  }
}

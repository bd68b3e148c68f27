// Socket, stream or poll: one choice for the whole page, the best that gets through. A way counts
// as blocked when two links over it, in a row, end or give up before their welcome although HTTP
// answers; then the next is taken. The better ones are tried again from time to time, beside it.

/** From the best to the last. */
const WAYS = ["socket", "stream", "poll"];
/** Links that fail in a row before the next way is taken. */
export const FAILURES = 2;
/** First and longest pause between trials of the better ways, in ms. */
export const TRY_FIRST = 30_000;
export const TRY_LONGEST = 10 * 60_000;
/** A trial that has said nothing after this long has failed, in ms. */
export const TRIAL = 10_000;

export class Ways extends EventTarget {
  mode = "socket";
  #pause = TRY_FIRST; #clock; #tryOpen; #timer = null;

  /** `tryOpen(way)`: a link over it, only to see whether it speaks. */
  constructor({ clock, tryOpen }) {
    super();
    this.#clock = clock;
    this.#tryOpen = tryOpen;
  }

  /** A link over `way` said its welcome. */
  worked(way) {
    if (way !== "socket" && !this.#better().includes(way)) return;
    this.#pause = TRY_FIRST;
    this.#timer?.();
    this.#change(way);
    this.#tryLater();
  }

  /** `inARow` links of one connection ended before their welcome, while HTTP answered. */
  failed(way, inARow) {
    const next = WAYS[WAYS.indexOf(way) + 1];
    if (way !== this.mode || inARow < FAILURES || !next) return;
    this.#change(next);
    this.#tryLater();
  }

  /** The network is another one: try at once. */
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

  /** One after the other, the best first. */
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

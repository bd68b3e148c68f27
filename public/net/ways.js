// Socket or stream: one choice for the whole page. WebSockets count as blocked when two in a row end before
// their welcome although HTTP answers; then the socket is tried again from time to time, beside the stream.

/** Sockets that fail in a row before the stream is taken. */
export const FAILURES = 2;
/** First and longest pause between trials of the socket, in ms. */
export const TRY_FIRST = 30_000;
export const TRY_LONGEST = 10 * 60_000;
/** A trial that has said nothing after this long has failed, in ms. */
const TRIAL = 10_000;

export class Ways extends EventTarget {
  mode = "socket";
  #pause = TRY_FIRST; #clock; #tryOpen; #timer = null;

  /** `tryOpen()`: a link over the socket, only to see whether it speaks. */
  constructor({ clock, tryOpen }) {
    super();
    this.#clock = clock;
    this.#tryOpen = tryOpen;
  }

  socketWorked() {
    this.#pause = TRY_FIRST;
    this.#timer?.();
    this.#change("socket");
  }

  /** `inARow` sockets of one connection ended before their welcome, while HTTP answered. */
  socketFailed(inARow) {
    if (inARow < FAILURES || this.mode === "stream") return;
    this.#change("stream");
    this.#tryLater();
  }

  /** The network is another one: try at once. */
  hurry() {
    if (this.mode === "stream") this.#try();
  }

  #tryLater() {
    this.#timer?.();
    this.#timer = this.#clock.after(this.#pause, () => this.#try());
    this.#pause = Math.min(this.#pause * 2, TRY_LONGEST);
  }

  #try() {
    this.#timer?.();
    const link = this.#tryOpen();
    const given = this.#clock.after(TRIAL, () => end(false));
    const end = (worked) => {
      given();
      link.close();
      if (worked) this.socketWorked();
      else this.#tryLater();
    };
    link.addEventListener("text", () => end(true), { once: true });
    link.addEventListener("down", () => end(false), { once: true });
  }

  #change(mode) {
    if (this.mode === mode) return;
    this.mode = mode;
    this.dispatchEvent(new Event("change"));
  }
}

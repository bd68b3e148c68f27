// Socket, stream or poll: one choice for the whole page, the best that gets through. A way counts
// as blocked when two links in a row end before their welcome although HTTP answers. Then the page
// takes the next one. From time to time it tries the better ways again.

import { Emitter } from "./emitter.ts";
import type { Cancel, Clock, Link } from "./link.ts";

/** The ways that can be tried while the page uses a worse one. */
type Better = "socket" | "stream";
export type Way = Better | "poll";

/** From best to worst, with those that are better than each. */
const BETTER: Readonly<Record<Way, readonly Better[]>> = {
  socket: [],
  stream: ["socket"],
  poll: ["socket", "stream"],
};
const NEXT: Readonly<Record<Way, Way | null>> = { socket: "stream", stream: "poll", poll: null };
/** How many links in a row must fail before the page takes the next way. */
const FAILURES = 2;
/** The first and the longest pause between trials of the better ways, in ms. */
export const TRY_FIRST = 30_000;
const TRY_LONGEST = 10 * 60_000;
/** A trial without a welcome after this long has failed, in ms. */
export const TRIAL = 10_000;

interface Events {
  /** The page takes another way. */
  change: Way;
  /** A link that a connection opened at this time got its welcome. */
  through: number;
}

interface Deps {
  readonly clock: Clock;
  /** Opens a link over a way, only to see whether it works. */
  tryOpen(way: Better): Link;
}

export class Ways extends Emitter<Events> {
  mode: Way = "socket";
  #pause = TRY_FIRST;
  #clock: Clock;
  #tryOpen: (way: Better) => Link;
  #timer: Cancel | null = null;

  constructor({ clock, tryOpen }: Deps) {
    super();
    this.#clock = clock;
    this.#tryOpen = tryOpen;
  }

  /** A link over `way` got its welcome. */
  worked(way: Way): void {
    if (way !== "socket" && !this.#better().some((better) => better === way)) return;
    this.#pause = TRY_FIRST;
    this.#timer?.();
    this.#change(way);
    this.#tryLater();
  }

  /** A link got its welcome: the other connections hear when it was opened. */
  through(openedAt: number): void {
    this.emit("through", openedAt);
  }

  /** `inARow` links of one connection ended before their welcome while HTTP answered. */
  failed(way: Way, inARow: number): void {
    const next = NEXT[way];
    if (way !== this.mode || inARow < FAILURES || !next) return;
    this.#change(next);
    this.#tryLater();
  }

  /** The network changed: try the better ways at once. */
  hurry(): void {
    this.#try(this.#better());
  }

  #better(): readonly Better[] {
    return BETTER[this.mode];
  }

  #tryLater(): void {
    if (this.mode === "socket") return;
    this.#timer?.();
    this.#timer = this.#clock.after(this.#pause, () => this.#try(this.#better()));
    this.#pause = Math.min(this.#pause * 2, TRY_LONGEST);
  }

  /** Tries one way after the other, the best first. */
  #try([way, ...rest]: readonly Better[]): void {
    if (!way || !this.#better().includes(way)) return this.#tryLater();
    this.#timer?.();
    const link = this.#tryOpen(way);
    const given = this.#clock.after(TRIAL, () => end(false));
    const end = (worked: boolean) => {
      given();
      link.close();
      if (worked) this.worked(way);
      else this.#try(rest);
    };
    link.on("text", () => end(true), { once: true });
    link.on("down", () => end(false), { once: true });
  }

  #change(mode: Way): void {
    if (this.mode === mode) return;
    this.mode = mode;
    this.emit("change", mode);
  }
}

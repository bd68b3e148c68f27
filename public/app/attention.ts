// Collects what the window says about the person's attention and reports changes.
// model/attention.ts judges it.

import { AWAY_AFTER } from "../model/attention.ts";
import type { Attention as Judged } from "../model/attention.ts";
import type { Clock } from "./clock.ts";

const SIGNS = ["keydown", "pointerdown", "pointermove", "wheel", "touchstart"];
/** Pointer moves arrive by the hundred; one a second is enough, in ms. */
const GRAIN = 1_000;

const nowhere = () => null;

export class Attention extends EventTarget {
  /** Where the reader is in the timeline in view; the view sets it. */
  place: () => number | null = nowhere;
  #lastInput: number;
  #clock: Clock;
  #document: Document;
  #atEnd = false;
  #timer: (() => void) | null = null;

  constructor({ clock, document, window }: { clock: Clock; document: Document; window: Window }) {
    super();
    this.#clock = clock;
    this.#document = document;
    this.#lastInput = clock.now();
    for (const sign of SIGNS)
      window.addEventListener(sign, () => this.#input(), { passive: true, capture: true });
    for (const turn of ["focus", "blur"]) window.addEventListener(turn, () => this.#changed());
    document.addEventListener("visibilitychange", () => this.#changed());
    this.#awayLater();
  }

  get now(): Judged {
    const { hidden } = this.#document;
    return {
      visible: !hidden,
      windowFocused: this.#document.hasFocus(),
      atEnd: this.#atEnd,
      lastInput: this.#lastInput,
      now: this.#clock.now(),
      place: this.place,
    };
  }

  /** Whether the timeline in view is scrolled to its end. */
  set atEnd(atEnd: boolean) {
    if (this.#atEnd === atEnd) return;
    this.#atEnd = atEnd;
    this.#changed();
  }

  /** No timeline is in view any more. */
  left(): void {
    this.atEnd = false;
    this.place = nowhere;
  }

  #input(): void {
    const now = this.#clock.now();
    if (now - this.#lastInput < GRAIN) return;
    const wasAway = now - this.#lastInput >= AWAY_AFTER;
    this.#lastInput = now;
    this.#awayLater();
    if (wasAway) this.#changed();
  }

  #awayLater(): void {
    this.#timer?.();
    this.#timer = this.#clock.after(AWAY_AFTER + 1, () => this.#changed());
  }

  #changed(): void {
    this.dispatchEvent(new Event("change"));
  }
}

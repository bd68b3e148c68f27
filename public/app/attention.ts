// Collects what the window says about the person's attention and reports changes.
// model/attention.ts judges it.

import { AWAY_AFTER } from "../model/attention.ts";

const SIGNS = ["keydown", "pointerdown", "pointermove", "wheel", "touchstart"];
/** Pointer moves arrive by the hundred; one a second is enough, in ms. */
const GRAIN = 1_000;

export class Attention extends EventTarget {
  #lastInput;
  #clock;
  #document;
  #atEnd = false;
  #timer = null;

  constructor({ clock, document }) {
    super();
    this.#clock = clock;
    this.#document = document;
    this.#lastInput = clock.now();
    const window = document.defaultView;
    for (const sign of SIGNS)
      window.addEventListener(sign, () => this.#input(), { passive: true, capture: true });
    for (const turn of ["focus", "blur"]) window.addEventListener(turn, () => this.#changed());
    document.addEventListener("visibilitychange", () => this.#changed());
    this.#awayLater();
  }

  get now() {
    const { hidden } = this.#document;
    return {
      visible: !hidden,
      windowFocused: this.#document.hasFocus(),
      atEnd: this.#atEnd,
      lastInput: this.#lastInput,
      now: this.#clock.now(),
    };
  }

  /** Whether the timeline in view is scrolled to its end. */
  set atEnd(atEnd) {
    if (this.#atEnd === atEnd) return;
    this.#atEnd = atEnd;
    this.#changed();
  }

  #input() {
    const now = this.#clock.now();
    if (now - this.#lastInput < GRAIN) return;
    const wasAway = now - this.#lastInput >= AWAY_AFTER;
    this.#lastInput = now;
    this.#awayLater();
    if (wasAway) this.#changed();
  }

  #awayLater() {
    this.#timer?.();
    this.#timer = this.#clock.after(AWAY_AFTER + 1, () => this.#changed());
  }

  #changed() {
    this.dispatchEvent(new Event("change"));
  }
}

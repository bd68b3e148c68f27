// When the page is drawn: changes are drawn together, once a frame, or at once where the next key
// must already meet what is drawn.

import { options } from "preact";

/**
 * A drawing waits no longer than this, in ms. A hidden tab gets no animation frames, but its title
 * must show the unread count.
 */
const WITHIN = 50;

let due: (() => void) | null = null;

/** Draws what has changed, if anything has. */
export function drawNow() {
  const draw = due;
  due = null;
  draw?.();
}

/** Call it before the first drawing. */
export function drawOncePerFrame() {
  options.debounceRendering = (draw) => {
    due = draw;
    requestAnimationFrame(drawNow);
    setTimeout(drawNow, WITHIN);
  };
}

// Which message a person points at: the mouse over a row, a finger that stays on one, or the button
// of a row that is pressed. Knows no messages.

/** A finger that stays this long opens the menu, in ms. */
const LONG = 450;
/** A finger that moves farther scrolls or selects, in px. */
const STILL = 10;
/** After this long without a scroll, the row under the mouse counts, in ms. */
const REST = 120;
const ROW = "article.message[data-seq]";
/** A finger may stay on these for reasons of their own. */
const OTHER = "a, textarea, button:not(.reaction, .message-quote)";

export interface Pointed {
  readonly row: HTMLElement;
  readonly seq: number;
}

export interface PointingListener {
  /** The mouse is over this row, or over none. */
  hover(pointed: Pointed | null): void;
  /** The person asks for the menu. `opener`: the button that was pressed, if one was. */
  menu(pointed: Pointed, opener: HTMLElement | null): void;
}

/** Listens in the timeline until the returned function is called. `bar` belongs to the last row. */
export function listenToPointing(timeline: HTMLElement, bar: HTMLElement, on: PointingListener) {
  let timer = 0;
  let start: PointerEvent | null = null;
  let rest = 0;
  /** Where the mouse is in the timeline. */
  let mouse: PointerEvent | null = null;
  const ears = new AbortController();
  const { signal } = ears;
  const calm = () => {
    clearTimeout(timer);
    start = null;
  };
  const over = (event: PointerEvent) => {
    if (event.pointerType !== "mouse") return;
    mouse = event;
    if (!isIn(event.target, bar)) on.hover(pointedAt(event.target));
  };
  const down = (event: PointerEvent) => {
    calm();
    const { target, pointerType } = event;
    if (pointerType === "mouse" || (target instanceof Element && target.closest(OTHER))) return;
    const pointed = pointedAt(target);
    if (!pointed) return;
    start = event;
    timer = window.setTimeout(() => {
      swallowClick(signal);
      on.menu(pointed, null);
    }, LONG);
  };
  const moved = (event: PointerEvent) => {
    if (event.pointerType === "mouse") mouse = event;
    const { clientX, clientY } = event;
    if (start && Math.hypot(clientX - start.clientX, clientY - start.clientY) > STILL) calm();
  };
  const clicked = ({ target }: MouseEvent) => {
    const opener = target instanceof Element ? target.closest<HTMLElement>(".message-more") : null;
    const pointed = opener && pointedAt(opener);
    if (pointed) on.menu(pointed, opener);
  };
  /** The browser's own menu would lie over ours. */
  const context = (event: Event) => start && event.preventDefault();
  const left = () => {
    mouse = null;
    on.hover(null);
  };
  /** Rows move under the mouse, and the bar would stay behind. */
  const scrolled = () => {
    on.hover(null);
    clearTimeout(rest);
    rest = window.setTimeout(() => {
      if (mouse) on.hover(pointedAt(document.elementFromPoint(mouse.clientX, mouse.clientY)));
    }, REST);
  };
  timeline.addEventListener("pointerover", over, { signal, passive: true });
  timeline.addEventListener("pointerleave", left, { signal, passive: true });
  timeline.addEventListener("pointerdown", down, { signal, passive: true });
  timeline.addEventListener("pointermove", moved, { signal, passive: true });
  timeline.addEventListener("pointerup", calm, { signal, passive: true });
  timeline.addEventListener("pointercancel", calm, { signal, passive: true });
  timeline.addEventListener("click", clicked, { signal, capture: true });
  timeline.addEventListener("contextmenu", context, { signal });
  timeline.addEventListener("scroll", scrolled, { signal, capture: true, passive: true });
  return () => {
    calm();
    clearTimeout(rest);
    ears.abort();
  };
}

/** The click that ends a long touch would press what has come under the finger. */
function swallowClick(signal: AbortSignal) {
  const swallow = (event: Event) => {
    event.preventDefault();
    event.stopPropagation();
  };
  const capture = true;
  const next = () => document.removeEventListener("click", swallow, { capture });
  document.addEventListener("click", swallow, { capture, signal });
  document.addEventListener("pointerdown", next, { capture, signal, once: true });
}

const isIn = (target: EventTarget | null, place: HTMLElement) =>
  target instanceof Node && place.contains(target);

/** Posts, tombstones and a message that is being edited have no menu: they have no button. */
function pointedAt(target: EventTarget | null): Pointed | null {
  const row = target instanceof Element ? target.closest<HTMLElement>(ROW) : null;
  const hasMenu = row?.querySelector(":scope > .message-more");
  return row && hasMenu ? { row, seq: Number(row.dataset.seq) } : null;
}

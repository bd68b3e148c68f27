// Which lines of a long list are drawn: those in view and around it. All lines are equally high.

import { useLayoutEffect, useRef } from "preact/hooks";
import { useRedraw } from "./use.ts";

/** The height of a line in rem; css/inbox.css has the same. */
export const LINE = 3.75;
/** Lines that are drawn above and below the view. */
const AROUND = 12;
/** The range moves in steps of so many lines, so that scrolling rarely draws. */
const STEP = 6;

interface Range {
  readonly from: number;
  readonly to: number;
}

/**
 * `scroller` is the ref of the element that scrolls. `isDrawn(place, id)`: whether the line is in
 * the range, or has the focus, which would be lost with it.
 */
export function useWindow(count: number) {
  const scroller = useRef<HTMLDivElement>(null);
  const range = useRef<Range>({ from: 0, to: 2 * AROUND });
  const redraw = useRedraw();
  useLayoutEffect(() => {
    const el = scroller.current;
    if (!el) return undefined;
    const check = () => {
      const next = rangeOf(el);
      if (next.from === range.current.from && next.to === range.current.to) return;
      range.current = next;
      redraw();
    };
    const resized = new ResizeObserver(check);
    resized.observe(el);
    el.addEventListener("scroll", check, { passive: true });
    check();
    return () => {
      resized.disconnect();
      el.removeEventListener("scroll", check);
    };
  }, []);
  const focused = scroller.current?.contains(document.activeElement)
    ? document.activeElement?.closest("li")?.dataset.conversation
    : undefined;
  const { from, to } = range.current;
  return {
    scroller,
    isDrawn: (place: number, id: string) =>
      (place >= from && place < to) || id === focused || count <= 2 * AROUND,
  };
}

function rangeOf({ scrollTop, clientHeight }: HTMLElement): Range {
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
  const first = Math.floor(scrollTop / (LINE * rem) / STEP) * STEP;
  const shown = Math.ceil(clientHeight / (LINE * rem));
  return { from: Math.max(0, first - AROUND), to: first + shown + AROUND + STEP };
}

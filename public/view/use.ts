// How components reach the app and its state.

import { createContext } from "preact";
import { useContext, useEffect, useLayoutEffect, useReducer, useRef, useState } from "preact/hooks";
import type { App } from "./app.ts";
import type { State } from "../app/state.ts";

export const AppContext = createContext<App | null>(null);

export function useApp(): App {
  const app = useContext(AppContext);
  if (!app) throw new Error("a component outside the page");
  return app;
}

/** Returns a function that has the component drawn again. */
export function useRedraw(): () => void {
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  return () => redraw(undefined);
}

/**
 * A part of the state. The component is drawn again when the part changes, and only then. `select`
 * returns the same object while nothing has changed, so it makes no new arrays or objects.
 */
export function useSelect<T>(select: (state: State) => T): T {
  const { store } = useApp();
  const redraw = useRedraw();
  const drawn = { select, value: select(store.state) };
  const latest = useRef(drawn);
  useLayoutEffect(() => {
    latest.current = drawn;
  });
  useEffect(() => {
    const check = () => {
      const { select, value } = latest.current;
      if (!Object.is(select(store.state), value)) redraw();
    };
    store.addEventListener("change", check);
    // The state may have changed between the drawing and this.
    check();
    return () => store.removeEventListener("change", check);
  }, [store]);
  return drawn.value;
}

/**
 * The time, as of the last drawing. The component is drawn again at `until`, when its words are no
 * longer right; null: they stay right.
 */
export function useNow(until: (now: number) => number | null): number {
  const { clock } = useApp();
  const redraw = useRedraw();
  const now = clock.now();
  const next = until(now);
  useEffect(
    () => (next === null ? undefined : clock.after(Math.max(0, next - now) + 10, redraw)),
    [clock, next],
  );
  return now;
}

/** Below this width there is one pane; css/shell.css has the same. */
const NARROW = "(max-width: 47.99rem)";

/** Whether the window has room for one pane only. */
export function useNarrow(): boolean {
  const [isNarrow, turn] = useState(() => matchMedia(NARROW).matches);
  useEffect(() => {
    const query = matchMedia(NARROW);
    const changed = () => turn(query.matches);
    query.addEventListener("change", changed);
    changed();
    return () => query.removeEventListener("change", changed);
  }, []);
  return isNarrow;
}

// Starts the drawing of the page. Changes are drawn together, once a frame.

import { options, render } from "preact";
import type { App } from "./app.ts";
import { Page } from "./page.tsx";
import { AppContext } from "./use.ts";

/**
 * A drawing waits no longer than this, in ms. A hidden tab gets no animation frames, but its title
 * must show the unread count.
 */
const DRAW_WITHIN = 50;

options.debounceRendering = (draw) => {
  let isDrawn = false;
  const once = () => {
    if (isDrawn) return;
    isDrawn = true;
    draw();
  };
  requestAnimationFrame(once);
  setTimeout(once, DRAW_WITHIN);
};

/** Draws the page in `place`. A skeleton in it stays until the server has answered. */
export function mount(app: App, place: Element) {
  const start = () => {
    if (app.store.state.session.phase === "starting" && place.hasChildNodes()) return;
    app.store.removeEventListener("change", start);
    place.replaceChildren();
    render(
      <AppContext.Provider value={app}>
        <Page />
      </AppContext.Provider>,
      place,
    );
  };
  app.store.addEventListener("change", start);
  start();
}

// Starts the drawing of the page.

import { render } from "preact";
import type { App } from "./app.ts";
import { drawOncePerFrame } from "./draw.ts";
import { keepFocus } from "./focus.ts";
import { Page } from "./page.tsx";
import { AppContext } from "./use.ts";

/** Draws the page in `place`. A skeleton in it stays until the server has answered. */
export function mount(app: App, place: Element) {
  drawOncePerFrame();
  keepFocus(place);
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

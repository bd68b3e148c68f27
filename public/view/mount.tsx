// Starts the drawing of the page.

import { render } from "preact";
import { PERSON } from "../app/state.ts";
import type { App } from "./app.ts";
import { loadPane } from "./conversation/load.ts";
import { drawOncePerFrame } from "./draw.ts";
import { keepFocus } from "./focus.ts";
import { Page } from "./page.tsx";
import { loadSearch } from "./search/open.tsx";
import { AppContext } from "./use.ts";

/** A page that is connected loads what the next views need, after this pause in ms. */
const PAUSE = 1_500;

/** Loads the view of a conversation: at once if the address names one, else when all is quiet. */
function loadAhead({ store, clock }: App) {
  // If it fails, the view is loaded when it is needed.
  const load = () => void loadPane().catch(() => {});
  if (store.state.route.place === "conversation") return load();
  const wait = () => {
    if (store.state.links[PERSON] !== "live") return;
    store.removeEventListener("change", wait);
    clock.after(PAUSE, load);
    clock.after(2 * PAUSE, () => void loadSearch().catch(() => {}));
  };
  store.addEventListener("change", wait);
}

/** Draws the page in `place`. A skeleton in it stays until the server has answered. */
export function mount(app: App, place: Element) {
  drawOncePerFrame();
  keepFocus(place);
  loadAhead(app);
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

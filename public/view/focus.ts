// Keeps the focus near where it was when the element that has it leaves the page: a button that has
// done its work, the row of a member who was removed. Otherwise a screen reader and the next key
// would begin at the top of the page.

const FOCUSABLE = "[tabindex], a[href], button:enabled, input, select, textarea";
const MAIN = "main, [role=main]";

/** `place`: the page. */
export function keepFocus(place: Element) {
  /** What was focused last by key or by the page, and all that is around it. */
  let path: readonly Element[] = [];
  document.addEventListener("focusin", ({ target }) => {
    path = target instanceof Element ? aroundOf(target) : [];
  });
  // A press on what cannot be focused takes the focus away on purpose.
  document.addEventListener("pointerdown", () => (path = []), { capture: true });
  new MutationObserver(() => {
    if (path.length === 0 || document.activeElement !== document.body) return;
    const near = path.find((one) => one.isConnected && one.matches(FOCUSABLE));
    const next = near ?? place.querySelector(MAIN);
    if (next instanceof HTMLElement) next.focus({ preventScroll: true });
  }).observe(place, { childList: true, subtree: true });
}

function aroundOf(element: Element): Element[] {
  const path: Element[] = [];
  for (let one: Element | null = element; one; one = one.parentElement) path.push(one);
  return path;
}

// Tab reaches the menu button of one message: the last one, or the one that had the focus. The
// arrow keys lead to those of other messages.

const BUTTON = ".message-more";

/** Listens in the timeline until `stop` is called. `update` is for when rows have changed. */
export function roveIn(timeline: HTMLElement) {
  let current: HTMLElement | null = null;
  const set = (next: HTMLElement | null) => {
    if (current === next) return;
    if (current) current.tabIndex = -1;
    if (next) next.tabIndex = 0;
    current = next;
  };
  const all = () => [...timeline.querySelectorAll<HTMLElement>(BUTTON)];
  const update = () => {
    if (!current?.isConnected || current !== document.activeElement) set(all().at(-1) ?? null);
  };
  const pressed = (event: KeyboardEvent) => {
    const { target, key } = event;
    const step = key === "ArrowUp" ? -1 : key === "ArrowDown" ? 1 : 0;
    if (!(target instanceof HTMLElement) || !target.matches(BUTTON) || step === 0) return;
    const buttons = all();
    const next = buttons[buttons.indexOf(target) + step];
    event.preventDefault();
    if (!next) return;
    set(next);
    next.focus({ preventScroll: true });
    next.closest("article")?.scrollIntoView({ block: "nearest" });
  };
  timeline.addEventListener("keydown", pressed);
  return { update, stop: () => timeline.removeEventListener("keydown", pressed) };
}

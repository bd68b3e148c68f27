// A menu over the page: beside the button that opens it, or at the foot of a phone's screen. Arrow
// keys move in it; Esc, Back and a press outside close it, and the focus goes back.

import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { Icon, type IconName } from "./icon.tsx";

/** The same as in css/menu.css. */
const SHEET = "(max-width: 47.99rem), (hover: none)";
/** Between the menu and the edges of the window, in px. */
const MARGIN = 8;
const STEPS: ReadonlyMap<string, number> = new Map([
  ["ArrowDown", 1],
  ["ArrowRight", 1],
  ["ArrowUp", -1],
  ["ArrowLeft", -1],
]);

interface Props {
  label: string;
  /** Beside what it opens; null: it has no place of its own. */
  anchor: DOMRect | null;
  close: () => void;
  children: ComponentChildren;
}

export function Menu({ label, anchor, close, children }: Props) {
  const el = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const dialog = el.current;
    if (!dialog) return;
    dialog.showModal();
    if (anchor && !matchMedia(SHEET).matches) placeBeside(dialog, anchor);
    itemsOf(dialog)[0]?.focus();
    return () => dialog.close();
  }, []);
  const pressed = (event: KeyboardEvent) => {
    const items = itemsOf(el.current);
    const now = items.findIndex((item) => item === document.activeElement);
    const step = STEPS.get(event.key);
    const ends: Record<string, number> = { Home: 0, End: items.length - 1 };
    const next = step === undefined ? ends[event.key] : (now + step + items.length) % items.length;
    if (next === undefined) return;
    event.preventDefault();
    items[next]?.focus();
  };
  return (
    <dialog
      ref={el}
      class="menu"
      aria-label={label}
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
      onClick={({ target }) => target === el.current && close()}
    >
      <div class="menu-items" role="menu" aria-label={label} onKeyDown={pressed}>
        {children}
      </div>
    </dialog>
  );
}

interface ItemProps {
  icon: IconName;
  run: () => void;
  isDanger?: boolean;
  children: string;
}

export const MenuItem = ({ icon, run, isDanger = false, children }: ItemProps) => (
  <button
    type="button"
    role="menuitem"
    tabIndex={-1}
    class={isDanger ? "menu-item menu-danger" : "menu-item"}
    onClick={run}
  >
    <Icon name={icon} />
    <span>{children}</span>
  </button>
);

const itemsOf = (dialog: HTMLElement | null) => [
  ...(dialog?.querySelectorAll<HTMLElement>('[role^="menuitem"]') ?? []),
];

/** Below the anchor, or above it where there is no room. */
function placeBeside(dialog: HTMLElement, anchor: DOMRect) {
  const { offsetWidth: width, offsetHeight: height } = dialog;
  const below = anchor.bottom + MARGIN / 2;
  const fits = below + height + MARGIN <= innerHeight;
  const top = fits ? below : Math.max(MARGIN, anchor.top - height - MARGIN / 2);
  const left = Math.min(Math.max(MARGIN, anchor.right - width), innerWidth - width - MARGIN);
  dialog.style.top = `${top}px`;
  dialog.style.left = `${left}px`;
}

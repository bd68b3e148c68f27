// Emoji as a grid of buttons. Tab reaches one of them, and the arrow keys lead to the others.

import { useRef } from "preact/hooks";
import type { NamedEmoji } from "../../model/emojinames.ts";

interface Props {
  list: readonly NamedEmoji[];
  choose: (emoji: string) => void;
}

export function EmojiGrid({ list, choose }: Props) {
  const grid = useRef<HTMLDivElement>(null);
  const pressed = (event: KeyboardEvent) => {
    const buttons = [...(grid.current?.querySelectorAll<HTMLElement>("button") ?? [])];
    const now = buttons.findIndex((one) => one === document.activeElement);
    const perLine = buttons.filter((one) => one.offsetTop === buttons[0]?.offsetTop).length;
    const steps: Record<string, number> = {
      ArrowRight: 1,
      ArrowLeft: -1,
      ArrowDown: perLine,
      ArrowUp: -perLine,
      Home: -now,
      End: buttons.length - 1 - now,
    };
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    buttons[now + step]?.focus();
  };
  return (
    <div ref={grid} class="emoji-grid" onKeyDown={pressed}>
      {list.map(({ emoji, name }, nth) => (
        <button
          key={emoji}
          type="button"
          class="emoji-one"
          tabIndex={nth === 0 ? 0 : -1}
          aria-label={name}
          title={name}
          onClick={() => choose(emoji)}
        >
          {emoji}
        </button>
      ))}
    </div>
  );
}

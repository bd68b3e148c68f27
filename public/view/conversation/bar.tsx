// The bar of the message under the mouse, and the ways to the menu of a message. There is one bar,
// whatever the number of rows. For the keyboard and for screen readers each row has a menu button,
// so the bar is for the mouse alone.

import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { atHand } from "../../model/frequent.ts";
import { words } from "../../words/words.ts";
import { IconButton } from "../ui/button.tsx";
import { useApp, useSelect } from "../use.ts";
import { openMenu } from "./menu.tsx";
import type { MessageActs } from "./message-acts.ts";
import { messageAt, rightsTo } from "./message-at.ts";
import { openPicker } from "./picker.tsx";
import { listenToPointing } from "./pointing.ts";
import type { Pointed } from "./pointing.ts";
import { roveIn } from "./roving.ts";

/** How many emoji are at hand in the bar. */
const AT_HAND = 6;
/** How far the bar stands above its row, in px. */
const ABOVE = 20;

export function MessageBar({ acts }: { acts: MessageActs }) {
  const app = useApp();
  const place = useRef<HTMLDivElement>(null);
  const [pointed, point] = useState<Pointed | null>(null);
  const rove = useRef<ReturnType<typeof roveIn> | null>(null);
  useEffect(() => {
    const bar = place.current;
    const timeline = bar?.parentElement;
    if (!bar || !timeline) return;
    const roving = (rove.current = roveIn(timeline));
    roving.update();
    const rows = timeline.querySelector(".rows");
    const observer = new MutationObserver(roving.update);
    if (rows) observer.observe(rows, { childList: true });
    const deaf = listenToPointing(timeline, bar, {
      hover: (next) => point((now) => (now?.row === next?.row ? now : next)),
      menu: ({ seq }, opener) => {
        point(null);
        openMenu(app, acts, seq, opener);
      },
    });
    return () => {
      observer.disconnect();
      roving.stop();
      deaf();
    };
  }, [app, acts]);
  return (
    <div ref={place} class="bar-place">
      {pointed?.row.isConnected && (
        <Bar key={pointed.seq} pointed={pointed} acts={acts} close={() => point(null)} />
      )}
    </div>
  );
}

interface BarProps {
  pointed: Pointed;
  acts: MessageActs;
  close: () => void;
}

function Bar({ pointed: { row, seq }, acts, close }: BarProps) {
  const app = useApp();
  const { id } = acts;
  const bar = useRef<HTMLDivElement>(null);
  const uses = useSelect((state) => state.uses);
  const mine = useSelect((state) => messageAt(state, id, seq)?.mine);
  // Where the row is, which may have moved: the bar is drawn again with each change of the page.
  useLayoutEffect(() => {
    const [el, timeline] = [bar.current, bar.current?.closest(".timeline")];
    if (!el || !timeline) return;
    const [around, { top, right }] = [
      timeline.getBoundingClientRect(),
      row.getBoundingClientRect(),
    ];
    el.style.top = `${Math.max(0, top - around.top - ABOVE)}px`;
    el.style.right = `${Math.max(0, around.right - right)}px`;
  });
  const message = messageAt(app.store.state, id, seq);
  if (!message) return null;
  const rights = rightsTo(app.store.state, id, message);
  const then = (act: () => void) => () => {
    close();
    act();
  };
  return (
    // The focus stays where the person writes.
    <div
      ref={bar}
      class="bar"
      role="toolbar"
      aria-label={words.acts.menu}
      onMouseDown={(event) => event.preventDefault()}
    >
      {atHand(uses, AT_HAND).map((emoji) => (
        <button
          key={emoji}
          type="button"
          class="bar-emoji"
          tabIndex={-1}
          aria-label={words.acts.reactWith(emoji)}
          title={words.acts.reactWith(emoji)}
          aria-pressed={Boolean(mine?.includes(emoji))}
          onClick={then(() => acts.react(seq, emoji, !mine?.includes(emoji)))}
        >
          {emoji}
        </button>
      ))}
      <BarButton
        label={words.acts.moreEmoji}
        icon="emoji"
        onClick={then(() => openPicker(app, (emoji) => acts.react(seq, emoji, true)))}
      />
      <BarButton label={words.acts.reply} icon="reply" onClick={then(() => acts.reply(seq))} />
      {rights.edit && (
        <BarButton label={words.acts.edit} icon="edit" onClick={then(() => acts.editAt(seq))} />
      )}
      <BarButton
        label={words.acts.more}
        icon="more"
        aria-haspopup="menu"
        onClick={({ currentTarget }) => {
          openMenu(app, acts, seq, currentTarget);
          close();
        }}
      />
    </div>
  );
}

const BarButton = (props: Parameters<typeof IconButton>[0]) => (
  <IconButton {...props} class="bar-button" tabIndex={-1} />
);

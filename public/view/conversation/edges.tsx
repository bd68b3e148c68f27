// What stands at the ends of a timeline: where it begins, what is being loaded, why it is empty,
// and the way to the latest messages.

import { useEffect, useState } from "preact/hooks";
import { linkOf, neverLoaded, titleIn } from "../../app/state.ts";
import { TELL_AFTER } from "../../model/link.ts";
import { inSentence } from "../../model/profiles.ts";
import { shownIn } from "../../model/ranges.ts";
import type { Timeline } from "../../model/timeline.ts";
import { newsAfter } from "../../model/unread.ts";
import { words } from "../../words/words.ts";
import { Icon } from "../ui/icon.tsx";
import { useApp, useSelect } from "../use.ts";

interface TopProps {
  held: Timeline;
  /** Whether the first row that is held is drawn. */
  isFirst: boolean;
  earlier: () => void;
}

export function Top({ held, isFirst, earlier }: TopProps) {
  const isStart = isFirst && shownIn(held)?.from === 1;
  // Tab goes past it: where it leads to, Home and PageUp lead too.
  const more = (text: string, tabIndex = -1) => (
    <button type="button" class="link-button" tabIndex={tabIndex} onClick={earlier}>
      {text}
    </button>
  );
  const said = () => {
    if (isStart) return <Start held={held} />;
    if (!held.live) return null;
    if (isFirst && held.older === "failed") return more(words.timeline.failed, 0);
    if (isFirst && held.older === "loading") return words.timeline.loading;
    return shownIn(held) ? more(words.timeline.earlier) : null;
  };
  return <div class="timeline-top">{said()}</div>;
}

/**
 * A group begins with the notice that it was created, so only direct conversations need these
 * words.
 */
function Start({ held: { id, about, last } }: { held: Timeline }) {
  const title = useSelect((state) => titleIn(state, id));
  return about?.kind === "direct" && (last ?? 0) > 0 ? (
    <>{words.timeline.start(inSentence(title))}</>
  ) : null;
}

export const Bottom = ({ later }: { later: () => void }) => (
  <div class="timeline-bottom">
    <button type="button" class="link-button" tabIndex={-1} onClick={later}>
      {words.timeline.later}
    </button>
  </div>
);

export function Empty({ held }: { held: Timeline }) {
  const title = useSelect((state) => titleIn(state, held.id));
  if (neverLoaded(held)) return <Unloaded />;
  if (!held.live) return null;
  const isDirect = held.about?.kind === "direct";
  return (
    <p class="timeline-empty">
      {isDirect ? words.timeline.hello(inSentence(title)) : words.timeline.empty}
    </p>
  );
}

/** Nothing of this conversation has ever arrived here. Says so when that takes long. */
function Unloaded() {
  const { clock } = useApp();
  const link = useSelect(linkOf);
  const [isLate, setLate] = useState(false);
  useEffect(() => clock.after(TELL_AFTER, () => setLate(true)), [clock]);
  const text = { offline: words.timeline.offline, connecting: words.timeline.unreachable };
  const said = link === "offline" || link === "connecting" ? text[link] : null;
  return (
    <p class="timeline-empty" role="status">
      {isLate && said}
    </p>
  );
}

interface JumpProps {
  held: Timeline;
  /** The reader has seen everything up to here. */
  after: number;
  go: () => void;
}

export function Jump({ held, after, go }: JumpProps) {
  const unread = useSelect((state) => state.inbox[held.id]?.unread ?? 0);
  const news = newsAfter(held, after, unread);
  return (
    <button type="button" class="jump" onClick={go}>
      <Icon name="down" />
      <span>{news ? words.timeline.news(news) : words.timeline.latest}</span>
    </button>
  );
}

// The list of conversations at the side: with whom, the last message, and how many are unread.

import { useMemo } from "preact/hooks";
import { currentId } from "../app/state.ts";
import { inOrder } from "../model/inbox.ts";
import { unsentIn } from "../model/unsent.ts";
import type { InboxEntry } from "../wire.ts";
import { words } from "../words/words.ts";
import { ClosedLines } from "./closedlines.tsx";
import { StartActs } from "./home.tsx";
import { InboxLine } from "./inboxline.tsx";
import { newGroup } from "./newgroup.tsx";
import { openSearch } from "./search/open.tsx";
import { IconButton } from "./ui/button.tsx";
import { useApp, useSelect } from "./use.ts";
import { LINE, useWindow } from "./window.ts";

/** `isMain`: it is the main view, on a phone. */
export function Inbox({ isMain }: { isMain: boolean }) {
  const app = useApp();
  const inbox: Readonly<Record<string, InboxEntry>> = useSelect((state) => state.inbox);
  const isKnown = useSelect((state) => state.inboxKnown);
  const outbox = useSelect((state) => state.outbox);
  const entries = useMemo(() => inOrder(inbox), [inbox]);
  const closed = useMemo(() => (isKnown ? unsentIn(outbox, inbox) : []), [isKnown, outbox, inbox]);
  const Heading = isMain ? "h1" : "h2";
  return (
    <section class="inbox" aria-labelledby="inbox-title">
      <div class="side-head">
        <Heading class="side-title" id="inbox-title">
          {words.inbox.title}
        </Heading>
        <IconButton
          label={words.inbox.search}
          icon="search"
          onClick={() => void openSearch(app, null)}
        />
        <IconButton label={words.inbox.newGroup} icon="plus" onClick={() => newGroup(app)} />
      </div>
      {closed.length > 0 && <ClosedLines all={closed} />}
      {entries.length + closed.length === 0 && isKnown && (
        <div class="side-empty">
          <p>{words.inbox.none}</p>
          <StartActs />
        </div>
      )}
      <Lines entries={entries} />
    </section>
  );
}

/**
 * Draws only the lines in view, those around them, the current one and the focused one. All lines
 * are equally high, so each has its place without being drawn.
 */
function Lines({ entries }: { entries: readonly InboxEntry[] }) {
  const current = useSelect(currentId);
  const me = useSelect((state) => state.session.you?.handle ?? "");
  const { scroller, isDrawn } = useWindow(entries.length);
  return (
    <div class="inbox-scroll" ref={scroller}>
      <ul class="inbox-list" style={{ height: `${entries.length * LINE}rem` }}>
        {entries.map((entry, place) => {
          const isCurrent = entry.conversation === current;
          return isDrawn(place, entry.conversation) || isCurrent ? (
            <li
              key={entry.conversation}
              data-conversation={entry.conversation}
              aria-setsize={entries.length}
              aria-posinset={place + 1}
              style={{ top: `${place * LINE}rem` }}
            >
              <InboxLine entry={entry} isCurrent={isCurrent} me={me} />
            </li>
          ) : null;
        })}
      </ul>
    </div>
  );
}

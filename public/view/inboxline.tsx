// One conversation in the inbox.

import type { InboxEntry } from "../wire.ts";
import { dayEnd, shortWords } from "../words/times.ts";
import { words } from "../words/words.ts";
import { usePresence } from "./presence.ts";
import { Avatar } from "./ui/avatar.tsx";
import { memo } from "./ui/memo.ts";
import { useNow, useSelect } from "./use.ts";

/** More unread messages than this are not counted out. */
const MOST = 99;

interface Props {
  entry: InboxEntry;
  isCurrent: boolean;
  /** My handle. */
  me: string;
}

/** An entry that has not changed is the same object, so its line is not drawn again. */
export const InboxLine = memo(({ entry, isCurrent, me }: Props) => {
  const { conversation, kind, title, last, unread } = entry;
  const now = useNow(dayEnd);
  const isOnline = useOnline(entry);
  return (
    <a
      href={`#/c/${conversation}`}
      class="line"
      aria-current={isCurrent ? "page" : undefined}
      data-unread={unread}
    >
      <Avatar
        id={kind === "direct" ? title : conversation}
        name={title}
        kind={kind}
        online={isOnline}
      />
      <span class="line-body">
        <span class="line-top">
          <span class="line-title">{title}</span>
          {last && <time class="line-when">{shortWords(last.at, now)}</time>}
        </span>
        <span class="line-top">
          <span class="line-preview">{previewOf(entry, me)}</span>
          {unread > 0 && (
            <span class="badge" aria-hidden="true">
              {unread > MOST ? words.inbox.most : unread}
            </span>
          )}
          <span class="unseen">
            {(unread > 0 ? words.inbox.unread(unread) : "") + (isOnline ? words.inbox.online : "")}
          </span>
        </span>
      </span>
    </a>
  );
});

/** One's own last words say so; in a group everybody's do. */
function previewOf({ kind, last }: InboxEntry, me: string): string {
  if (!last) return words.inbox.noMessages;
  if (last.handle === me) return words.inbox.said(words.inbox.you, last.preview);
  return kind === "group" ? words.inbox.said(last.handle, last.preview) : last.preview;
}

/** Known from the open conversation, or from a recent list of people. */
function useOnline({ kind, title, conversation }: InboxEntry): boolean {
  const isHere = useSelect((state) =>
    Object.values(state.conversations[conversation]?.here ?? {}).some(
      (who) => who.handle === title,
    ),
  );
  const { online } = usePresence(title);
  return kind === "direct" && (isHere || online);
}

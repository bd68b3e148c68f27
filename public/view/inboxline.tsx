// One conversation in the inbox.

import { previewOf } from "../model/inbox.ts";
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
  const { conversation, kind, title, last, unread, mentions } = entry;
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
          <span class="line-preview">{previewWords(entry, me)}</span>
          {mentions > 0 && (
            <span class="badge badge-mention" aria-hidden="true">
              {words.inbox.mention}
            </span>
          )}
          {unread > 0 && (
            <span class="badge" aria-hidden="true">
              {unread > MOST ? words.inbox.most : unread}
            </span>
          )}
          <span class="unseen">
            {(unread > 0 ? words.inbox.unread(unread) : "") +
              (mentions > 0 ? words.inbox.mentions(mentions) : "") +
              (isOnline ? words.inbox.online : "")}
          </span>
        </span>
      </span>
    </a>
  );
});

/** One's own last words say so; in a group everybody's do. */
function previewWords(entry: InboxEntry, me: string): string {
  const preview = previewOf(entry, me);
  const text = entry.last?.deleted ? words.inbox.deleted : (preview?.text ?? "");
  switch (preview?.by) {
    case undefined:
      return words.inbox.noMessages;
    case "you":
      return words.inbox.said(words.inbox.you, text);
    case "member":
      return words.inbox.said(preview.handle, text);
    case "other":
      return text;
  }
}

/** Known from the open conversation, or from a recent list of people. */
function useOnline({ kind, title, conversation }: InboxEntry): boolean {
  const isHere = useSelect((state) =>
    Object.values(state.conversations[conversation]?.here ?? {}).some(
      (who) => who.handle === title,
    ),
  );
  const { isOnline } = usePresence(title, isHere);
  return kind === "direct" && isOnline;
}

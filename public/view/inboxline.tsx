// One conversation in the inbox.

import { otherIn, titleIn } from "../app/state.ts";
import { previewOf } from "../model/inbox.ts";
import { inSentence } from "../model/profiles.ts";
import type { InboxEntry } from "../wire.ts";
import { dayEnd, shortWords } from "../words/times.ts";
import { words } from "../words/words.ts";
import { useLookAlike, useNames } from "./names.ts";
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
  const { conversation, kind, last, unread, mentions } = entry;
  const now = useNow(dayEnd);
  const other = useSelect((state) => otherIn(state, conversation));
  const title = useSelect((state) => titleIn(state, conversation));
  const isMarked = useLookAlike(other ?? "");
  const author = useNames();
  const isOnline = useOnline(conversation, other);
  return (
    <a
      href={`#/c/${conversation}`}
      class="line"
      aria-current={isCurrent ? "page" : undefined}
      data-unread={unread}
    >
      <Avatar id={other ?? conversation} name={title} kind={kind} online={isOnline} />
      <span class="line-body">
        <span class="line-top">
          <span class="line-title">
            <bdi>{title}</bdi>
            {isMarked && <span class="handle"> @{other}</span>}
          </span>
          {last && <time class="line-when">{shortWords(last.at, now)}</time>}
        </span>
        <span class="line-top">
          <span class="line-preview">{previewWords(entry, me, author)}</span>
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
function previewWords(entry: InboxEntry, me: string, named: (handle: string) => string): string {
  const preview = previewOf(entry, me);
  const text = entry.last?.deleted ? words.inbox.deleted : (preview?.text ?? "");
  switch (preview?.by) {
    case undefined:
      return words.inbox.noMessages;
    case "you":
      return words.inbox.said(words.inbox.you, text);
    case "member":
      return words.inbox.said(authorOf(entry, preview.handle, named), text);
    case "other":
      return text;
  }
}

/** The author of the last message. Their profile may not have come yet. */
function authorOf({ last }: InboxEntry, handle: string, named: (handle: string) => string) {
  const name = named(handle);
  return name === handle && last?.name ? inSentence(last.name) : name;
}

/** Known from the open conversation, or from a recent list of people. */
function useOnline(conversation: string, other: string | null): boolean {
  const isHere = useSelect((state) =>
    Object.values(state.conversations[conversation]?.here ?? {}).some(
      (who) => who.handle === other,
    ),
  );
  const { isOnline } = usePresence(other ?? "", isHere);
  return other !== null && isOnline;
}

// One message on the screen.
//
// Each message says who wrote it and when. Where the eye sees that without words, because it stands
// on the right or belongs to the message above, the words are there for screen readers. A group is
// read in flat rows, a direct conversation in bubbles: css/messages.css, css/bubbles.css.

import { useId } from "preact/hooks";
import type { MessageRow } from "../../model/rows.ts";
import { fullWords, timeWords } from "../../words/times.ts";
import { words } from "../../words/words.ts";
import { Markup } from "../markup/markup.tsx";
import { Mentioned } from "../markup/mention.tsx";
import { Avatar } from "../ui/avatar.tsx";
import { Icon } from "../ui/icon.tsx";
import { useLookAlike, useName } from "../names.ts";
import { useApp } from "../use.ts";
import { Editor } from "./editor.tsx";
import { Files } from "./files.tsx";
import { Foot } from "./foot.tsx";
import type { MessageActs } from "./message-acts.ts";
import { openProfile } from "./profile.tsx";
import { MessageQuote } from "./quote.tsx";
import { Reactions } from "./reactions.tsx";
import { Tombstone } from "./tombstone.tsx";

interface Props {
  row: MessageRow;
  /** In a direct conversation nobody needs a face or a name. */
  direct: boolean;
  acts: MessageActs;
}

export function Message({ row, direct, acts }: Props) {
  const id = useId();
  const isOpen = row.item !== null && row.editing;
  const deletion = row.item?.deleted;
  const isText = !isOpen && !deletion;
  return (
    <article
      class="message"
      aria-labelledby={id}
      title={fullWords(row.at)}
      data-mine={String(row.mine)}
      data-author={row.author}
      data-state={row.state}
      data-seq={row.seq ?? undefined}
      data-first={row.first ? "" : undefined}
      data-direct={direct ? "" : undefined}
      data-for-me={row.item && row.forMe ? "" : undefined}
      data-act={row.item?.act?.change.kind}
      data-deleted={deletion ? "" : undefined}
      data-pinned={row.item?.pinned ? "" : undefined}
    >
      {row.first && !direct && <Face row={row} />}
      <div class="message-main">
        <p id={id} class={row.first || !direct ? "message-head" : "message-head unseen"}>
          <Name row={row} isSeen={row.first !== direct} />{" "}
          <time class="message-time" dateTime={new Date(row.at).toISOString()}>
            {timeWords(row.at)}
          </time>
        </p>
        <div
          class="bubble"
          data-open={isOpen ? "" : undefined}
          data-empty={isText && row.body === "" && !row.quote ? "" : undefined}
        >
          <MessageQuote row={row} acts={acts} />
          {isOpen && <Editor acts={acts} />}
          {deletion && <Tombstone deletion={deletion} />}
          {isText && row.body !== "" && <Text row={row} />}
        </div>
        {!deletion && <Files row={row} acts={acts} />}
        {row.item && <Reactions item={row.item} acts={acts} />}
        {row.item?.pinned && <PinMark />}
        <Foot row={row} acts={acts} />
      </div>
      {row.item && !deletion && <MoreButton />}
    </article>
  );
}

/** The server has not read a post that is not stored, or an edit that is on its way. */
function Text({ row: { body, item } }: { row: MessageRow }) {
  const isRead = item !== null && item.act?.change.kind !== "edit";
  return (
    <Mentioned.Provider value={isRead ? (item.mentions ?? null) : undefined}>
      <Markup body={body} />
    </Mentioned.Provider>
  );
}

/** A post that is not stored yet has no handle, and is the person's own. */
function Face({ row }: { row: MessageRow }) {
  const { store } = useApp();
  const handle = row.handle ?? store.state.session.you?.handle ?? "";
  const name = useName(handle);
  return (
    <span class="message-face">
      <Avatar id={handle} name={name} size="s" />
    </span>
  );
}

function Name({ row, isSeen }: { row: MessageRow; isSeen: boolean }) {
  const handle = row.handle ?? "";
  const name = useName(handle);
  const isMarked = useLookAlike(handle) && !row.mine;
  const app = useApp();
  const open = () => openProfile(app, { user: row.author, handle });
  // For the mouse and for fingers. The menu of the message has it for the keyboard.
  return (
    <span
      class={isSeen ? "message-name" : "message-name unseen"}
      onClick={row.handle === null ? undefined : open}
      title={row.mine || name === handle ? undefined : `@${handle}`}
    >
      <bdi>{row.mine ? words.message.you : name}</bdi>
      {isMarked && <span class="handle"> @{handle}</span>}
    </span>
  );
}

const PinMark = () => (
  <p class="message-foot message-pin">
    <Icon name="pin" />
    {words.acts.pinned}
  </p>
);

/** Opens the menu of the message (bar.tsx). The keyboard reaches one of them: see roving.ts. */
const MoreButton = () => (
  <button
    type="button"
    class="message-more"
    tabIndex={-1}
    aria-haspopup="menu"
    aria-label={words.acts.menu}
  />
);

// One message on the screen.
//
// Each message says who wrote it and when. Where the eye sees that without words, because it stands
// on the right or belongs to the message above, the words are there for screen readers.

import { useId } from "preact/hooks";
import type { MessageRow } from "../../model/rows.ts";
import { fullWords, timeWords } from "../../words/times.ts";
import { refusalWords, words } from "../../words/words.ts";
import { Markup } from "../markup/markup.tsx";
import { Avatar } from "../ui/avatar.tsx";

/** What a person can do with a message of theirs that was not sent. */
export interface MessageActs {
  retry(client_id: string): void;
  edit(client_id: string): void;
  discard(client_id: string): void;
}

interface Props {
  row: MessageRow;
  /** In a direct conversation nobody needs a face or a name. */
  direct: boolean;
  acts: MessageActs;
}

export function Message({ row, direct, acts }: Props) {
  const id = useId();
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
    >
      {row.handle !== null && row.first && !row.mine && !direct && (
        <span class="message-face">
          <Avatar id={row.handle} name={row.handle} size="s" />
        </span>
      )}
      <div class="message-main">
        <p id={id} class={row.first ? "message-head" : "message-head unseen"}>
          <Name row={row} isSeen={row.first && !row.mine && !direct} />{" "}
          <time class="message-time" dateTime={new Date(row.at).toISOString()}>
            {timeWords(row.at)}
          </time>
        </p>
        <div class="bubble">
          <Markup body={row.body} />
        </div>
        <Foot row={row} acts={acts} />
      </div>
    </article>
  );
}

const Name = ({ row, isSeen }: { row: MessageRow; isSeen: boolean }) => (
  <span class={isSeen || !row.first ? "message-name" : "message-name unseen"}>
    {row.mine ? words.message.you : row.handle}
  </span>
);

/** Whether a message of one's own is on its way, and what to do when it was not sent. */
function Foot({ row, acts }: { row: MessageRow; acts: MessageActs }) {
  if (row.state === "sent") return null;
  if (row.state === "sending")
    return (
      <p class="message-foot">
        <span class="message-state">{words.message.states.sending}</span>
      </p>
    );
  const { client_id, refusal } = row;
  const act = (label: string, run: () => void) => (
    <button type="button" class="link-button" onClick={run}>
      {label}
    </button>
  );
  return (
    <p class="message-foot">
      <span class="message-state">
        {words.message.failed(refusal ? refusalWords(refusal) : "")}
      </span>{" "}
      {act(words.message.retry, () => acts.retry(client_id))}{" "}
      {act(words.message.edit, () => acts.edit(client_id))}{" "}
      {act(words.message.discard, () => acts.discard(client_id))}
    </p>
  );
}

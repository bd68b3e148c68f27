// Below a message: whether it was edited, whether it or an act of mine is on its way, and what to
// do when that failed.

import type { Act } from "../../model/acts.ts";
import type { MessageRow } from "../../model/message-rows.ts";
import { preview } from "../../model/preview.ts";
import { fullWords } from "../../words/times.ts";
import { refusalWords, words } from "../../words/words.ts";
import type { MessageActs } from "./message-acts.ts";

interface Props {
  row: MessageRow;
  acts: MessageActs;
}

export function Foot({ row, acts }: Props) {
  if (row.item) return <StoredFoot row={row} acts={acts} />;
  if (row.state === "sent") return null;
  if (row.state === "sending") return <State text={words.message.states.sending} />;
  const { client_id, refusal } = row;
  return (
    <p class="message-foot">
      <span class="message-state">
        {words.message.failed(refusal ? refusalWords(refusal) : "")}
      </span>{" "}
      {button(words.message.retry, () => acts.retry(client_id))}{" "}
      {button(words.message.edit, () => acts.edit(client_id))}{" "}
      {button(words.message.discard, () => acts.discard(client_id))}
    </p>
  );
}

function StoredFoot({ row, acts }: { row: MessageRow & { state: "sent" }; acts: MessageActs }) {
  const { act, edited_at: at } = row.item ?? {};
  if (act?.change.kind === "delete") return <State text={words.deleting.now} />;
  if (act?.state === "waiting") return <State text={words.editing.saving} />;
  if (act?.state === "failed" && row.seq !== null)
    return <Unsaved act={act} seq={row.seq} acts={acts} />;
  if (at === undefined) return null;
  const full = fullWords(at);
  return (
    <p class="message-foot" title={words.editing.editedAt(full)}>
      <time class="message-edited" dateTime={new Date(at).toISOString()}>
        {words.editing.edited}
        <span class="unseen"> {full}</span>
      </time>
    </p>
  );
}

/** An edit that was not saved: what it says, and what to do with it. */
function Unsaved({
  act,
  seq,
  acts,
}: {
  act: Act & { state: "failed" };
  seq: number;
  acts: MessageActs;
}) {
  const { request, change, reason } = act;
  const why = refusalWords({ message: "", ...reason });
  return (
    <p class="message-foot message-unsaved">
      <span class="message-state">{words.editing.failed(why)}</span>{" "}
      <span class="message-unsaved-text" dir="auto">
        {change.kind === "edit" ? preview(change.body) : ""}
      </span>{" "}
      {button(words.editing.retry, () => acts.retryEdit(request))}{" "}
      {button(words.message.edit, () => acts.editAt(seq))}{" "}
      {button(words.editing.discard, () => acts.discardEdit(request))}
    </p>
  );
}

const State = ({ text }: { text: string }) => (
  <p class="message-foot">
    <span class="message-state">{text}</span>
  </p>
);

const button = (label: string, run: () => void) => (
  <button type="button" class="link-button" onClick={run}>
    {label}
  </button>
);

// The reactions below a message: one button for each emoji, which joins or leaves it.

import type { ShownMessage } from "../../model/acts-shown.ts";
import { whoReacted } from "../../model/reacted.ts";
import type { Reaction } from "../../wire.ts";
import { words } from "../../words/words.ts";
import { useNames } from "../names.ts";
import { useApp } from "../use.ts";
import type { MessageActs } from "./message-acts.ts";

interface Props {
  item: ShownMessage;
  acts: MessageActs;
}

export function Reactions({ item, acts }: Props) {
  const { reactions = [] } = item;
  return reactions.length === 0 ? null : <ReactionList item={item} acts={acts} />;
}

function ReactionList({ item, acts }: Props) {
  const me = useApp().store.state.session.you?.id;
  const named = useNames();
  const { reactions = [], mine = [], reacting = [], seq } = item;
  return (
    <div class="reactions" role="group" aria-label={words.reactions.label}>
      {reactions.map((reaction) => {
        const { emoji, count } = reaction;
        const isMine = mine.includes(emoji);
        const who = whoWords(reaction, isMine, me, named);
        return (
          <button
            key={emoji}
            type="button"
            class="reaction"
            aria-pressed={isMine}
            aria-label={words.reactions.one(emoji, count, who)}
            title={who}
            data-emoji={emoji}
            data-waiting={reacting.includes(emoji) ? "" : undefined}
            onClick={() => acts.react(seq, emoji, !isMine)}
          >
            {emoji} <span class="reaction-count">{count}</span>
          </button>
        );
      })}
    </div>
  );
}

export function whoWords(
  reaction: Reaction,
  isMine: boolean,
  me: string | undefined,
  named: (handle: string) => string,
): string {
  const { you, handles, more } = whoReacted(reaction, isMine, me);
  const who = [...(you ? [words.reactions.you] : []), ...handles.map(named)];
  return words.reactions.who(who, more);
}

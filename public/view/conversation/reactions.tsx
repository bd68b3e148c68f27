// The reactions below a message: one button for each emoji, which joins or leaves it.

import type { ShownMessage } from "../../model/acts-shown.ts";
import { whoReacted } from "../../model/reacted.ts";
import type { Reaction } from "../../wire.ts";
import { words } from "../../words/words.ts";
import { useApp } from "../use.ts";
import type { MessageActs } from "./message-acts.ts";

interface Props {
  item: ShownMessage;
  acts: MessageActs;
}

export function Reactions({ item, acts }: Props) {
  const me = useApp().store.state.session.you?.id;
  const { reactions = [], mine = [], reacting = [], seq } = item;
  if (reactions.length === 0) return null;
  return (
    <div class="reactions" role="group" aria-label={words.reactions.label}>
      {reactions.map((reaction) => {
        const { emoji, count } = reaction;
        const isMine = mine.includes(emoji);
        const who = whoWords(reaction, isMine, me);
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

export function whoWords(reaction: Reaction, isMine: boolean, me: string | undefined): string {
  const { you, handles, more } = whoReacted(reaction, isMine, me);
  return words.reactions.who([...(you ? [words.reactions.you] : []), ...handles], more);
}

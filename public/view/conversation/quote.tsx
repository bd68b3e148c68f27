// What a message answers, in its bubble: a button that leads there.

import type { MessageRow } from "../../model/message-rows.ts";
import { words } from "../../words/words.ts";
import { useName } from "../names.ts";
import { useApp } from "../use.ts";
import type { MessageActs } from "./message-acts.ts";

interface Props {
  row: MessageRow;
  acts: MessageActs;
}

export function MessageQuote({ row: { quote, seq }, acts }: Props) {
  const me = useApp().store.state.session.you?.id;
  const name = useName(quote?.handle ?? "");
  if (!quote) return null;
  const who = quote.author === me ? words.reply.you : name;
  const isDeleted = "deleted" in quote && quote.deleted === true;
  return (
    <button
      type="button"
      class="message-quote"
      title={words.reply.jump(who)}
      data-quoted={quote.message}
      onClick={() => acts.jump(seq, quote.message)}
    >
      <span class="quote-name">
        <bdi>{who}</bdi>
      </span>
      <span class={isDeleted ? "quote-text quote-deleted" : "quote-text"} dir="auto">
        {isDeleted ? words.reply.deleted : quote.preview}
      </span>
    </button>
  );
}

// What the draft answers, above the composer.

import { replyIn } from "../../app/state.ts";
import { words } from "../../words/words.ts";
import { IconButton } from "../ui/button.tsx";
import { useName } from "../names.ts";
import { useApp, useSelect } from "../use.ts";

export function ReplyBar({ id, cancelled }: { id: string; cancelled: () => void }) {
  const { drafts, store } = useApp();
  const reply = useSelect((state) => replyIn(state, id));
  const name = useName(reply?.handle ?? "");
  if (!reply) return null;
  const isOwn = reply.author === store.state.session.you?.id;
  return (
    <div class="reply-bar">
      <div class="reply-quote">
        <span class="quote-name">{words.reply.to(isOwn ? words.reply.you : name)}</span>
        <span class="quote-text" dir="auto">
          {reply.preview}
        </span>
      </div>
      <IconButton
        label={words.reply.cancel}
        icon="close"
        onClick={() => {
          drafts.answer(id, null);
          cancelled();
        }}
      />
    </div>
  );
}

// Who has reacted to a message, emoji by emoji.

import { words } from "../../words/words.ts";
import type { App } from "../app.ts";
import { Dialog } from "../ui/dialog.tsx";
import { openDialog } from "../ui/layers.tsx";
import { useNames } from "../names.ts";
import { useApp } from "../use.ts";
import { messageAt } from "./message-at.ts";
import { whoWords } from "./reactions.tsx";

export const openReacted = (app: App, id: string, seq: number) =>
  openDialog(app, (close) => <Reacted id={id} seq={seq} close={close} />);

function Reacted({ id, seq, close }: { id: string; seq: number; close: () => void }) {
  const { state } = useApp().store;
  const me = state.session.you?.id;
  const named = useNames();
  const { reactions = [], mine = [] } = messageAt(state, id, seq) ?? {};
  return (
    <Dialog title={words.acts.whoReacted} close={close} small>
      <ul class="reacted">
        {reactions.map((reaction) => (
          <li key={reaction.emoji} class="reacted-one">
            <span class="reacted-emoji">{reaction.emoji}</span>
            <span>{whoWords(reaction, mine.includes(reaction.emoji), me, named)}</span>
          </li>
        ))}
      </ul>
      <div class="dialog-foot">
        <button type="button" class="button" onClick={close}>
          {words.dialogs.done}
        </button>
      </div>
    </Dialog>
  );
}

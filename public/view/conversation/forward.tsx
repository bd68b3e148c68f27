// The dialog that forwards a message to another conversation.

import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { conversationIn } from "../../app/state.ts";
import { written } from "../../model/cleaning.ts";
import { forwarded } from "../../model/forward.ts";
import { inOrder } from "../../model/inbox.ts";
import { preview } from "../../model/preview.ts";
import { words } from "../../words/words.ts";
import type { InboxEntry } from "../../wire.ts";
import type { App } from "../app.ts";
import { Avatar } from "../ui/avatar.tsx";
import { Button } from "../ui/button.tsx";
import { Dialog, FormError } from "../ui/dialog.tsx";
import { SearchBox } from "../ui/field.tsx";
import { openDialog } from "../ui/layers.tsx";
import { useApp } from "../use.ts";
import { messageAt } from "./message-at.ts";

/** Conversations that are shown at once. A longer list needs a word. */
const MOST = 50;

/** The text is copied now: what happens to the message later changes no copy. */
export function openForward(app: App, id: string, seq: number) {
  const message = messageAt(app.store.state, id, seq);
  if (!message) return;
  const { about } = conversationIn(app.store.state, id);
  const { handle, body } = message;
  const copy = forwarded({ handle, body, about }, words.forward.head);
  openDialog(app, (close) => <Forward copy={copy} text={preview(body)} close={close} />);
}

interface Props {
  copy: string;
  /** The beginning of what is forwarded. */
  text: string;
  close: () => void;
}

function Forward({ copy, text, close }: Props) {
  const app = useApp();
  const search = useRef<HTMLInputElement>(null);
  const [query, type] = useState("");
  const [chosen, choose] = useState<InboxEntry | null>(null);
  useLayoutEffect(() => search.current?.focus(), []);
  const { left, canSend } = written(copy);
  const all = useMemo(() => inOrder(app.store.state.inbox), []);
  const wanted = query.toLowerCase();
  const shown = all.filter(({ title }) => title.toLowerCase().includes(wanted)).slice(0, MOST);
  const send = () => {
    if (!chosen || !canSend) return;
    close();
    // Its connection sends the post, and again after any doubt.
    app.conversations.open(chosen.conversation);
    app.posts.post(chosen.conversation, copy);
    app.say(words.forward.done(chosen.title));
  };
  return (
    <Dialog title={words.forward.title} close={close}>
      <p class="forward-text" dir="auto">
        {text}
      </p>
      <SearchBox label={words.forward.search} inputRef={search} typed={type} />
      <ul class="forward-list" aria-label={words.forward.list}>
        {shown.map((entry) => {
          const { conversation, kind, title } = entry;
          return (
            <li key={conversation}>
              <button
                type="button"
                class="forward-one"
                aria-pressed={chosen?.conversation === conversation}
                onClick={() => choose(entry)}
              >
                <Avatar
                  id={kind === "direct" ? title : conversation}
                  name={title}
                  kind={kind}
                  size="s"
                />
                <span class="suggestion-name">{title}</span>
              </button>
            </li>
          );
        })}
      </ul>
      <p class="picker-none" role="status">
        {shown.length === 0 && words.forward.none}
      </p>
      <FormError>{left < 0 ? words.forward.tooLong : ""}</FormError>
      <div class="dialog-foot">
        <Button onClick={close}>{words.dialogs.cancel}</Button>
        <Button class="button button-main" aria-disabled={!chosen || !canSend} onClick={send}>
          {words.forward.send}
        </Button>
      </div>
    </Dialog>
  );
}

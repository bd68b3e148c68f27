// What a person can do with the messages of one conversation.

import { useMemo } from "preact/hooks";
import { draftIn, editingIn } from "../../app/state.ts";
import { inSentence, nameOf } from "../../model/profiles.ts";
import { replyTo } from "../../model/reply.ts";
import { words } from "../../words/words.ts";
import type { App } from "../app.ts";
import { askFirst } from "../ui/layers.tsx";
import { useApp } from "../use.ts";
import { askAll } from "./askall.ts";
import { attachmentsOf } from "./attaching.ts";
import { messageAt } from "./message-at.ts";

export interface MessageActs {
  /** The conversation. */
  readonly id: string;
  /** With a message of theirs that was not sent. */
  retry(client_id: string): void;
  edit(client_id: string): void;
  discard(client_id: string): void;
  /** With an edit that was not saved. */
  retryEdit(request: string): void;
  discardEdit(request: string): void;
  /** Edits the message in its place. */
  editAt(seq: number): void;
  /** Ends the open edit, and asks first if that would lose anything. */
  leaveEdit(): void;
  saveEdit(): void;
  reply(seq: number): void;
  react(seq: number, emoji: string, on: boolean): void;
  pin(seq: number, on: boolean): void;
  delete(seq: number): void;
  /** Brings the message into view, if its row is not drawn. */
  show(seq: number): void;
  /** From the message `from` to the message `seq`. */
  jump(from: number | null, seq: number): void;
}

/** `focus` puts the focus into the composer. `jump`: see above. */
export function useMessageActs(id: string, focus: () => void): MessageActs {
  const app = useApp();
  return useMemo(() => actsOf(app, id, focus), [app, id]);
}

function actsOf(app: App, id: string, focus: () => void): MessageActs {
  const { posts, acts, edits, drafts, habits, store } = app;
  const end = () => {
    edits.end(id);
    focus();
  };
  return {
    id,
    retry: (client_id) => posts.retry(id, client_id),
    discard: (client_id) => posts.discard(id, client_id),
    edit(client_id) {
      const taken = posts.edit(id, client_id);
      if (taken === null) return;
      const draft = draftIn(store.state, id);
      drafts.write(id, draft === "" ? taken.body : `${taken.body}\n${draft}`);
      if (taken.reply) drafts.answer(id, taken.reply);
      if (taken.files) attachmentsOf(app).putBack(id, taken.files);
      focus();
    },
    retryEdit: (request) => acts.retry(id, request),
    discardEdit: (request) => void acts.discard(id, request),
    editAt(seq) {
      const begin = () => edits.begin(id, seq);
      const open = editingIn(store.state, id);
      if (open?.message === seq) return;
      if (edits.isChanged(id)) askDrop(app, begin);
      else begin();
    },
    leaveEdit: () => (edits.isChanged(id) ? askDrop(app, end) : end()),
    saveEdit() {
      const text = edits.isChanged(id) ? (editingIn(store.state, id)?.text ?? "") : "";
      askAll(app, id, text, () => {
        edits.save(id);
        focus();
      });
    },
    reply(seq) {
      const message = messageAt(store.state, id, seq);
      if (message) drafts.answer(id, replyTo(message));
      focus();
    },
    react(seq, one, on) {
      if (on) habits.use(one);
      acts.react(id, seq, one, on);
    },
    pin: (seq, on) => acts.pin(id, seq, on),
    delete(seq) {
      const message = messageAt(store.state, id, seq);
      if (!message) return;
      const isOwn = message.author === store.state.session.you?.id;
      const { title, text, others, replies, yes } = words.deleting;
      const parts = [
        text,
        replies,
        ...(isOwn ? [] : [others(inSentence(nameOf(store.state.profiles, message.handle)))]),
      ];
      askFirst(app, {
        title,
        text: parts.join(" "),
        yes,
        act: async () => acts.delete(id, seq),
      });
    },
    show(seq) {
      const isDrawn = document.querySelector(`article[data-seq="${seq}"]`) !== null;
      if (!isDrawn) void app.conversations.openAt(id, seq);
    },
    // The timeline in view knows how.
    jump: () => {},
  };
}

function askDrop(app: App, drop: () => void) {
  const { dropTitle: title, dropText: text, dropYes: yes } = words.editing;
  askFirst(app, { title, text, yes, act: async () => drop() });
}

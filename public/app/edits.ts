// The message that is being edited in each conversation, and its text so far. The text is kept at
// each letter. It is not lost when the message is deleted meanwhile: the draft gets it.

import { clean } from "../model/cleaning.ts";
import { endOf, itemAt } from "../model/ranges.ts";
import { actsIn, conversationIn, draftIn, editingIn } from "./state.ts";
import type { Event as Logged } from "../wire.ts";
import type { Acts } from "./acts.ts";
import type { Drafts } from "./drafts.ts";
import type { Keep } from "./keep.ts";
import type { Store } from "./store.ts";

interface Deps {
  readonly store: Store;
  readonly acts: Pick<Acts, "edit" | "discard">;
  readonly drafts: Pick<Drafts, "write">;
  readonly keep: Pick<Keep, "keepEdit" | "dropEdit">;
  /** Tells the person that the draft has their text now. */
  rescued(): void;
}

export class Edits {
  #deps: Deps;
  /** The conversation whose edit has begun and has not had the focus yet. */
  #begun: string | null = null;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /** Begins with the text that was not saved, if there is one. Another open edit ends. */
  begin(conversation: string, message: number): void {
    const { store, acts } = this.#deps;
    const last = this.#act(conversation, message);
    const unsaved = last?.state === "failed" ? acts.discard(conversation, last.request) : null;
    const text = unsaved ?? this.#body(conversation, message);
    if (text === undefined) return;
    this.end(conversation);
    store.put("editing", conversation, { message, text });
    this.#begun = conversation;
    if (unsaved !== null) this.type(conversation, unsaved);
  }

  type(conversation: string, text: string): void {
    const { store } = this.#deps;
    const open = editingIn(store.state, conversation);
    if (!open) return;
    store.put("editing", conversation, { ...open, text });
    this.#keep(conversation, open.message, text);
  }

  /** Whether the edit has just begun. Drawn again, its box does not take the focus again. */
  takesFocus(conversation: string): boolean {
    const isNew = this.#begun === conversation;
    if (isNew) this.#begun = null;
    return isNew;
  }

  /** Whether the open edit would change anything. */
  isChanged(conversation: string): boolean {
    const open = editingIn(this.#deps.store.state, conversation);
    return open !== null && clean(open.text) !== this.#body(conversation, open.message);
  }

  save(conversation: string): void {
    const open = editingIn(this.#deps.store.state, conversation);
    const isChanged = this.isChanged(conversation);
    this.end(conversation);
    if (open && isChanged) this.#deps.acts.edit(conversation, open.message, clean(open.text));
  }

  /** Ends the open edit. Its text goes. That of an edit on its way stays. */
  end(conversation: string): void {
    const { store } = this.#deps;
    const open = editingIn(store.state, conversation);
    store.put("editing", conversation, null);
    if (!open) return;
    const act = this.#act(conversation, open.message);
    const isWaiting = act?.change.kind === "edit" && act.state === "waiting";
    this.#keep(conversation, open.message, isWaiting ? act.change.body : null);
  }

  /** The person's last message that they can edit, of those that the page holds at the end. */
  last(conversation: string): number | null {
    const { store } = this.#deps;
    const me = store.state.session.you?.id;
    const items = endOf(conversationIn(store.state, conversation))?.items ?? [];
    const mine = items.findLast(
      (item) => item.kind === "message" && item.author === me && !item.deleted,
    );
    return mine?.seq ?? null;
  }

  /** Takes `events`, or the items of a page. */
  heard(conversation: string, events: readonly Logged[]): void {
    const open = editingIn(this.#deps.store.state, conversation);
    if (!open) return;
    const isOver = events.some(
      (event) =>
        (event.kind === "deleted" && event.message === open.message) ||
        (event.kind === "message" && event.seq === open.message && event.deleted),
    );
    if (!isOver) return;
    this.end(conversation);
    this.rescue(conversation, open.text);
  }

  /** Puts a text that cannot be saved at the beginning of the draft. */
  rescue(conversation: string, text: string): void {
    const { store, drafts, rescued } = this.#deps;
    const draft = draftIn(store.state, conversation);
    drafts.write(conversation, draft === "" ? text : `${text}\n${draft}`);
    rescued();
  }

  /** Null: nothing. */
  #keep(conversation: string, message: number, text: string | null): void {
    const { store, keep } = this.#deps;
    const user = store.state.session.you?.id;
    if (user === undefined) return;
    if (text === null) void keep.dropEdit(user, conversation, message);
    else void keep.keepEdit({ user, conversation, message, text });
  }

  #act(conversation: string, message: number) {
    const acts = actsIn(this.#deps.store.state, conversation);
    return acts.find((act) => act.message === message && act.change.kind === "edit");
  }

  /** What a message says, or will say once the edit that is on its way has arrived. */
  #body(conversation: string, seq: number): string | undefined {
    const held = conversationIn(this.#deps.store.state, conversation);
    const item = itemAt(held, seq);
    const act = this.#act(conversation, seq);
    if (act?.change.kind === "edit" && act.state !== "failed") return act.change.body;
    return item?.kind === "message" && !item.deleted ? item.body : undefined;
  }
}

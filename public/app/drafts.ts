// What the person is writing in each conversation, and what it answers, until it is sent. Each
// letter is kept, because a reload or a crash may follow at once. The other tabs show the same
// draft, but only the tab in which it is typed writes it.

import { replyAfter } from "../model/reply.ts";
import { draftIn, replyIn } from "./state.ts";
import type { Reply } from "../model/reply.ts";
import type { Event as Logged } from "../wire.ts";
import type { Keep } from "./keep.ts";
import type { Store } from "./store.ts";
import type { TabMessage, Tabs } from "./tabs.ts";

interface Deps {
  readonly store: Store;
  readonly keep: Keep;
  readonly tabs: Pick<Tabs, "say" | "listen">;
}

export class Drafts {
  #deps: Deps;

  constructor(deps: Deps) {
    this.#deps = deps;
    deps.tabs.listen((message) => this.#hear(message));
  }

  /** The person has typed. */
  write(conversation: string, text: string): void {
    this.#put(conversation, text, replyIn(this.#deps.store.state, conversation));
  }

  /** The draft answers this message from now on; null: none. */
  answer(conversation: string, reply: Reply | null): void {
    this.#put(conversation, draftIn(this.#deps.store.state, conversation), reply);
  }

  /** The draft was sent. */
  sent(conversation: string): void {
    this.#put(conversation, "", null);
  }

  /** Takes `events`, or the items of a page: what the draft answers may have changed. */
  heard(conversation: string, events: readonly Logged[]): void {
    const reply = replyIn(this.#deps.store.state, conversation);
    const next = reply && replyAfter(reply, events);
    if (next !== reply) this.answer(conversation, next);
  }

  /** Loads what was kept. What was typed or heard meanwhile is newer. */
  async restore(user: string): Promise<void> {
    const kept = await this.#deps.keep.drafts(user);
    const { store } = this.#deps;
    if (store.state.session.you?.id !== user) return;
    const { drafts, replies } = store.state;
    const isNews = ({ conversation }: { conversation: string }) =>
      !Object.hasOwn(drafts, conversation) && !Object.hasOwn(replies, conversation);
    const news = kept.filter(isNews);
    const texts = news.map(({ conversation, text }) => [conversation, text]);
    const answers = news.map(({ conversation, reply = null }) => [conversation, reply]);
    store.change({
      drafts: { ...Object.fromEntries(texts), ...drafts },
      replies: { ...Object.fromEntries(answers), ...replies },
    });
  }

  #put(conversation: string, text: string, reply: Reply | null): void {
    const { store, keep, tabs } = this.#deps;
    const user = store.state.session.you?.id;
    const { state } = store;
    const isSame = draftIn(state, conversation) === text && replyIn(state, conversation) === reply;
    if (user === undefined || isSame) return;
    this.#show(conversation, text, reply);
    const draft = { user, conversation, text, ...(reply && { reply }) };
    // The other tabs hear it first: a tab that now reads what is kept has heard it already.
    tabs.say({ word: "draft", ...draft });
    void keep.keepDraft(draft);
  }

  #show(conversation: string, text: string, reply: Reply | null): void {
    const { store } = this.#deps;
    store.put("drafts", conversation, text);
    store.put("replies", conversation, reply);
  }

  #hear(message: TabMessage): void {
    const { store } = this.#deps;
    if (message.word !== "draft" || message.user !== store.state.session.you?.id) return;
    this.#show(message.conversation, message.text, message.reply ?? null);
  }
}

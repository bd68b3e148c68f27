// Which conversations are open, which one is in view, and what is done in them. `connect` makes the
// connections.

import { STAY_OPEN, STAY_OPEN_ON_FALLBACK, visited } from "../model/recent.ts";
import { emptyTimeline, ended, entered, left } from "../model/timeline.ts";
import { removed } from "../model/inbox.ts";
import { NOT_A_MEMBER } from "../model/outbox.ts";
import { newer, older, openAnew, openAt, openAtUnread } from "./history.ts";
import { Conversation } from "./conversation.ts";
import { learnFrom, learning } from "./profiles.ts";
import { currentId, conversationIn, postsIn } from "./state.ts";
import type { Attention } from "../model/attention.ts";
import type { Gone, Timeline } from "../model/timeline.ts";
import type { Api } from "../net/api.ts";
import type { Cursor } from "../net/connection-types.ts";
import type { ErrorBody, FromClient, ResetReason, ToClient } from "../wire.ts";
import type { Clock } from "./clock.ts";
import type { AppConnection } from "./connections.ts";
import type { Outgoing } from "./outgoing.ts";
import type { Store } from "./store.ts";

interface Deps {
  readonly store: Store;
  readonly outgoing: Outgoing;
  readonly clock: Clock;
  readonly api: Pick<Api, "timeline">;
  /** A conversation as the person has seen it last. */
  last(id: string): Timeline | null;
  connect(id: string, cursor: () => Cursor | null): AppConnection<ToClient>;
  attention(id: string): Attention;
  complain(refusal: ErrorBody): void;
  signedOut(): void;
  /** See Conversation. */
  leaveEnd(): void;
  /** The cookie belongs to another person now. */
  changed(): void;
}

export class Conversations {
  #deps: Deps;
  #open = new Map<string, Conversation>();
  #recent: readonly string[] = [];

  constructor(deps: Deps) {
    this.#deps = { ...deps, api: learning(deps.store, deps.api) };
  }

  /** Puts a conversation in view, or none (null). */
  enter(id: string | null): void {
    for (const conversation of this.#open.values())
      if (conversation.id !== id && conversation.timeline.entered) this.#leave(conversation);
    if (id !== null) {
      const conversation = this.open(id);
      if (!conversation.timeline.entered) this.#arrive(conversation);
    }
    this.#deps.store.change({ details: false });
    this.updateFocus();
  }

  /** The reader starts at the first unread message, wherever that is. */
  #arrive(conversation: Conversation): void {
    conversation.change(entered(conversation.timeline));
    void openAtUnread(conversation, this.#reading(conversation.id));
  }

  /** In another log, the message that the reader has seen is another one. */
  #begunAnew(conversation: Conversation, why: ResetReason): void {
    if (!conversation.timeline.entered) return;
    // On their way to a message that they have asked for, they get there all the same.
    if (conversation.arrivals > 0 && conversation.wanted !== null) return;
    const seen = this.#deps.attention(conversation.id).place();
    this.#deps.leaveEnd();
    void openAnew(conversation, why === "epoch" ? null : seen, this.#reading(conversation.id));
  }

  #reading(id: string) {
    const { store, api: pages, complain } = this.#deps;
    return { pages, complain, unread: () => store.state.inbox[id]?.unread ?? null };
  }

  #leave(conversation: Conversation): void {
    conversation.wanted = null;
    conversation.change(left(conversation.timeline));
  }

  open(id: string): Conversation {
    const { recent, dropped } = visited(this.#recent, id, this.#most);
    this.#recent = [...recent, ...dropped];
    dropped.forEach((other) => this.#spare(other));
    const open = this.#open.get(id);
    if (open) return open;
    const { store, signedOut, connect } = this.#deps;
    const connection = connect(id, () => conversation.cursor());
    connection.on("frame", (frame) => learnFrom(store, frame));
    const conversation: Conversation = new Conversation(id, {
      ...this.#deps,
      connection,
      reset: (why) => this.#begunAnew(conversation, why),
      ended: (why) => (why === "gone" ? this.gone(id) : signedOut()),
    });
    this.#open.set(id, conversation);
    const held = store.state.conversations[id] ?? this.#deps.last(id) ?? emptyTimeline(id);
    store.put("conversations", id, held);
    conversation.start();
    return conversation;
  }

  close(id: string): void {
    this.#open.get(id)?.close();
    this.#open.delete(id);
    this.#recent = this.#recent.filter((other) => other !== id);
    this.#deps.store.drop("conversations", id);
    this.#deps.store.drop("links", id);
  }

  closeAll(): void {
    [...this.#open.keys()].forEach((id) => this.close(id));
  }

  /**
   * The person is not a member, now or ever. The conversation in view stays, as closed. `how`: see
   * model/timeline.ts.
   */
  gone(id: string, how?: Gone): void {
    const { store, outgoing } = this.#deps;
    const listed = store.state.inbox[id] !== undefined;
    outgoing.failAll(id, NOT_A_MEMBER);
    store.change({ inbox: removed(store.state.inbox, id) });
    if (!this.#open.has(id) && currentId(store.state) !== id) return;
    const after = ended(conversationIn(store.state, id), { listed, ...(how && { how }) });
    this.close(id);
    // What is left unsent there stays reachable, under the name of the conversation.
    const isKept = currentId(store.state) === id || postsIn(store.state, id).length > 0;
    if (isKept) store.put("conversations", id, after);
  }

  /** The person is a member again while the closed conversation is in view. */
  again(id: string): void {
    this.close(id);
    if (currentId(this.#deps.store.state) === id) this.enter(id);
  }

  /** Over streams and polls fewer conversations stay open. */
  thin(): void {
    this.#recent.slice(this.#most).forEach((id) => this.#spare(id));
  }

  /** Closes a conversation that is not needed, unless something in it is still on its way. */
  #spare(id: string): void {
    if (!this.#deps.outgoing.busy(id)) this.close(id);
  }

  get #most(): number {
    return this.#deps.store.state.way === "socket" ? STAY_OPEN : STAY_OPEN_ON_FALLBACK;
  }

  tell(id: string, frame: FromClient): boolean {
    const conversation = this.#open.get(id);
    return conversation !== undefined && conversation.timeline.live && conversation.send(frame);
  }

  updateFocus(): void {
    for (const conversation of this.#open.values()) conversation.updateFocus();
  }

  typing(id: string): void {
    this.#open.get(id)?.typing();
  }

  typed(id: string): void {
    this.#open.get(id)?.typed();
  }

  hurry(): void {
    for (const conversation of this.#open.values()) conversation.hurry();
  }

  /** Reads on in the conversation in view; see history.ts. */
  older(id: string): Promise<void> {
    return older(this.#open.get(id), this.#deps.api);
  }

  newer(id: string): Promise<void> {
    return newer(this.#open.get(id), this.#deps.api);
  }

  /** Shows the message at `seq`. */
  openAt(id: string, seq: number): Promise<void> {
    return openAt(this.open(id), seq, this.#reading(id));
  }

  /** Goes back to the end, where new messages arrive. */
  latest(id: string): void {
    this.#open.get(id)?.change({ ...conversationIn(this.#deps.store.state, id), at: null });
  }
}

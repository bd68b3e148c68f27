// Which conversations are open, which one is in view, and what is done in them. `connect` makes the
// connections.

import { STAY_OPEN, STAY_OPEN_ON_FALLBACK, visited } from "../model/recent.ts";
import { entered, left } from "../model/timeline.ts";
import { removed } from "../model/inbox.ts";
import { newer, older, openAt } from "./history.ts";
import { Conversation } from "./conversation.ts";
import { currentId, conversationIn } from "./state.ts";

export class Conversations {
  #deps;
  #open = new Map();
  #recent = [];

  /**
   * deps: store, posts, clock, api, connect(id, cursor) → Connection, attention(id),
   * complain(refusal), signedOut()
   */
  constructor(deps) {
    this.#deps = deps;
  }

  /** Puts a conversation in view, or none (null). */
  enter(id) {
    const { store } = this.#deps;
    const others = [...this.#open.values()].filter((conversation) => conversation.id !== id);
    for (const conversation of others)
      if (conversation.timeline.entered) conversation.change(left(conversation.timeline));
    if (id !== null) {
      this.open(id);
      const conversation = this.#open.get(id);
      if (!conversation.timeline.entered) conversation.change(entered(conversation.timeline));
    }
    store.change({ details: false });
    this.updateFocus();
  }

  open(id) {
    const { recent, dropped } = visited(this.#recent, id, this.#most);
    this.#recent = [...recent, ...dropped];
    dropped.forEach((other) => this.#spare(other));
    if (this.#open.has(id)) return;
    let conversation;
    const connection = this.#deps.connect(id, () => conversation.cursor());
    conversation = new Conversation(id, { ...this.#deps, connection });
    this.#open.set(id, conversation);
    connection.addEventListener("ended", ({ detail }) =>
      detail === "gone" ? this.gone(id) : this.#deps.signedOut(),
    );
    this.#deps.store.put("conversations", id, conversationIn(this.#deps.store.state, id));
    connection.start();
  }

  close(id) {
    this.#open.get(id)?.close();
    this.#open.delete(id);
    this.#recent = this.#recent.filter((other) => other !== id);
    this.#deps.store.drop("conversations", id);
    this.#deps.store.drop("links", id);
  }

  closeAll() {
    [...this.#open.keys()].forEach((id) => this.close(id));
  }

  /** The person is not a member, now or ever. The conversation in view stays, as closed. */
  gone(id) {
    const { store, posts } = this.#deps;
    posts.failAll(id, "You are not in this conversation any more.");
    store.change({ inbox: removed(store.state.inbox, id) });
    if (!this.#open.has(id) && currentId(store.state) !== id) return;
    this.close(id);
    if (currentId(store.state) === id)
      store.put("conversations", id, { ...conversationIn(store.state, id), gone: true });
  }

  /** The person is a member again while the closed conversation is in view. */
  again(id) {
    this.close(id);
    if (currentId(this.#deps.store.state) === id) this.enter(id);
  }

  /** Over streams and polls fewer conversations stay open. */
  thin() {
    this.#recent.slice(this.#most).forEach((id) => this.#spare(id));
  }

  /** Closes a conversation that is not needed, unless a post in it is still on its way. */
  #spare(id) {
    if (!this.#deps.posts.busy(id)) this.close(id);
  }

  get #most() {
    return this.#deps.store.state.way === "socket" ? STAY_OPEN : STAY_OPEN_ON_FALLBACK;
  }

  tell(id, frame) {
    const conversation = this.#open.get(id);
    return Boolean(conversation?.timeline.live) && conversation.connection.send(frame);
  }

  updateFocus() {
    for (const conversation of this.#open.values()) conversation.updateFocus();
  }

  typing(id) {
    this.#open.get(id)?.typing();
  }

  typed(id) {
    this.#open.get(id)?.typed();
  }

  hurry() {
    for (const conversation of this.#open.values()) conversation.connection.hurry();
  }

  /** Reads on in the conversation in view; see history.ts. */
  older(id) {
    return older(this.#open.get(id), this.#deps.api);
  }

  newer(id) {
    return newer(this.#open.get(id), this.#deps.api);
  }

  /** Shows the message at `seq`. */
  openAt(id, seq) {
    this.open(id);
    return openAt(this.#open.get(id), seq, this.#deps.api);
  }

  /** Goes back to the end, where new messages arrive. */
  latest(id) {
    this.#open.get(id)?.change({ ...conversationIn(this.#deps.store.state, id), at: null });
  }
}

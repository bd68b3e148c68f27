// Sends what people write until the server has stored it. Owns the outbox in the state and its copy
// in Keep. Knows no connections: `tell(conversation, frame)` sends, and returns false if it cannot.

import * as outbox from "../model/outbox.ts";
import { say } from "../net/frames.ts";
import { postsIn } from "./state.ts";

/** How often to check for posts without an echo, in ms. */
const CHECK_EVERY = 1_000;
/**
 * A frame has at most 64 KiB (docs/protocol.md). The rest of it is for the fields around the body.
 */
const BODY_BYTES = 60 * 1024;

export class Posts {
  #store;
  #keep;
  #clock;
  #newId;
  #tell;
  #timer = null;

  constructor({ store, keep, clock, newId, tell }) {
    this.#store = store;
    this.#keep = keep;
    this.#clock = clock;
    this.#newId = newId;
    this.#tell = tell;
  }

  post(conversation, body) {
    const post = { client_id: this.#newId(), body, at: this.#clock.now() };
    this.#keep.keepPost(this.#me, conversation, post);
    this.#put(conversation, outbox.added(postsIn(this.#store.state, conversation), post));
    if (tooLong(body))
      this.refused(conversation, {
        code: "too_large",
        message: "This message is too long.",
        client_id: post.client_id,
      });
    this.flush(conversation);
  }

  retry(conversation, client_id) {
    const before = postsIn(this.#store.state, conversation);
    const posts = outbox.retried(before, client_id, this.#newId());
    this.#put(conversation, posts);
    this.#keep.dropPost(this.#me, conversation, client_id);
    posts
      .filter((post) => !before.includes(post))
      .forEach((post) => this.#keep.keepPost(this.#me, conversation, post));
    this.flush(conversation);
  }

  discard(conversation, client_id) {
    this.#keep.dropPost(this.#me, conversation, client_id);
    this.#put(conversation, outbox.discarded(postsIn(this.#store.state, conversation), client_id));
  }

  /** Whether a post is still on its way. */
  busy(conversation) {
    return postsIn(this.#store.state, conversation).some((post) => post.state === "sending");
  }

  /** Loads the posts that an earlier page left unsent. Returns the conversations that have some. */
  restore() {
    const stored = this.#keep.posts(this.#me);
    for (const { conversation, ...post } of stored)
      this.#put(conversation, outbox.added(postsIn(this.#store.state, conversation), post));
    return [...new Set(stored.map((post) => post.conversation))];
  }

  /** Takes `events`, or the items of a page. The log is known up to `last`. */
  heard(conversation, events, last) {
    const posts = postsIn(this.#store.state, conversation);
    const me = this.#me;
    this.#put(conversation, outbox.stored(posts, events, { me, last }));
    const mine = events.filter((event) => event.author === me && event.kind === "message");
    for (const { client_id } of mine) this.#keep.dropPost(me, conversation, client_id);
    this.flush(conversation);
  }

  posted(conversation, event, last) {
    this.#keep.dropPost(this.#me, conversation, event.client_id);
    this.#put(conversation, outbox.posted(postsIn(this.#store.state, conversation), event, last));
    this.flush(conversation);
  }

  refused(conversation, error) {
    this.#put(
      conversation,
      outbox.refused(postsIn(this.#store.state, conversation), error, this.#clock.now()),
    );
  }

  unsure(conversation) {
    this.#put(conversation, outbox.unsure(postsIn(this.#store.state, conversation)));
  }

  failAll(conversation, reason) {
    this.#put(
      conversation,
      outbox.failedAll(postsIn(this.#store.state, conversation), reason, "not_found"),
    );
  }

  /** Sends the posts that are due, if the conversation is connected. */
  flush(conversation) {
    const now = this.#clock.now();
    for (const post of outbox.due(postsIn(this.#store.state, conversation), now)) {
      if (!this.#tell(conversation, say.post(post.client_id, post.body))) break;
      this.#put(
        conversation,
        outbox.said(postsIn(this.#store.state, conversation), post.client_id, now),
      );
    }
    this.#watch();
  }

  get #me() {
    return this.#store.state.session.you?.id;
  }

  #put(conversation, posts) {
    this.#store.put("outbox", conversation, posts);
  }

  /** Checks again while any post is on its way. */
  #watch() {
    const waiting = () =>
      Object.entries(this.#store.state.outbox).filter(([, posts]) =>
        posts.some((post) => post.state === "sending"),
      );
    if (this.#timer || waiting().length === 0) return;
    this.#timer = this.#clock.after(CHECK_EVERY, () => {
      this.#timer = null;
      for (const [conversation] of waiting()) this.flush(conversation);
    });
  }
}

const tooLong = (body) => new TextEncoder().encode(JSON.stringify(body)).length > BODY_BYTES;

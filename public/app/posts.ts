// Sends what people write until the server has stored it. Owns the outbox in the state and its copy
// in Keep. Knows no connections: `tell(conversation, frame)` sends, and returns false if it cannot.

import { clean } from "../model/cleaning.ts";
import * as outbox from "../model/outbox.ts";
import { draftOf } from "../model/post.ts";
import { TOO_LONG, isTooLong } from "../model/size.ts";
import { say } from "../net/frames.ts";
import { postsIn } from "./state.ts";
import type { Draft, Posts as Outbox } from "../model/post.ts";
import type { Reply } from "../model/reply.ts";
import type { ErrorBody, Event as Logged, File as Stored, FromClient } from "../wire.ts";
import type { Clock } from "./clock.ts";
import type { Keep } from "./keep.ts";
import type { Store } from "./store.ts";
import type { TabMessage, Tabs } from "./tabs.ts";

/** How often to check for posts without an echo, in ms. */
const CHECK_EVERY = 1_000;

type Files = readonly Stored[];

interface Deps {
  readonly store: Store;
  readonly keep: Keep;
  readonly tabs: Pick<Tabs, "say" | "listen">;
  readonly clock: Clock;
  newId(): string;
  tell(conversation: string, frame: FromClient): boolean;
}

export class Posts {
  #deps: Deps;
  #timer: (() => void) | null = null;
  /** Whose kept posts are in the outbox. */
  #restored: string | null = null;
  /** Posts that were given up in any tab. What is just being read may still have them. */
  #discarded = new Set<string>();

  constructor(deps: Deps) {
    this.#deps = deps;
    deps.tabs.listen((message) => this.#told(message));
  }

  /** Sends what can be sent of `text`. Of nothing but blanks and the like, that is nothing. */
  post(conversation: string, text: string, reply?: Reply | null, files: Files = []): void {
    const body = clean(text);
    if (body === "" && files.length === 0) return;
    const { newId, clock } = this.#deps;
    const [client_id, at] = [newId(), clock.now()];
    const post = draftOf({ client_id, body, at, reply: reply ?? undefined, files });
    this.#keepPost(conversation, post);
    this.#put(conversation, outbox.added(this.#in(conversation), post));
    this.flush(conversation);
  }

  retry(conversation: string, client_id: string): void {
    const before = this.#in(conversation);
    const posts = outbox.retried(before, client_id, this.#deps.newId());
    this.#put(conversation, posts);
    if (!posts.some((post) => post.client_id === client_id)) this.#giveUp(conversation, client_id);
    posts
      .filter((post) => !before.includes(post))
      .forEach((post) => this.#keepPost(conversation, post));
    this.flush(conversation);
  }

  discard(conversation: string, client_id: string): void {
    this.#giveUp(conversation, client_id);
    this.#put(conversation, outbox.discarded(this.#in(conversation), client_id));
  }

  /** Takes a failed post out, to be written anew. Null if there is none. */
  edit(conversation: string, client_id: string): Draft | null {
    const { posts, taken } = outbox.takenBack(this.#in(conversation), client_id);
    if (taken !== null) this.#giveUp(conversation, client_id);
    this.#put(conversation, posts);
    return taken;
  }

  /** Whether a post is still on its way. */
  busy(conversation: string): boolean {
    return this.#in(conversation).some((post) => post.state === "sending");
  }

  /**
   * Loads the posts that an earlier page left unsent, before those of this page. Until then nothing
   * is sent. Returns the conversations that have some.
   */
  async restore(user: string): Promise<string[]> {
    this.#restored = null;
    const kept = await this.#deps.keep.posts(user);
    if (this.#me !== user) return [];
    const conversations = [...new Set(kept.map((post) => post.conversation))];
    for (const conversation of conversations) {
      const now = this.#in(conversation);
      const names = new Set([...this.#discarded, ...now.map(({ client_id }) => client_id)]);
      const before = kept
        .filter((post) => post.conversation === conversation && !names.has(post.client_id))
        .reduce<Outbox>(outbox.added, []);
      this.#put(conversation, [...before, ...now]);
    }
    this.#restored = user;
    for (const conversation of Object.keys(this.#deps.store.state.outbox)) this.flush(conversation);
    return conversations;
  }

  /** Takes `events`, or the items of a page. The log is known up to `last`. */
  heard(conversation: string, events: readonly Logged[], last: number | null): void {
    const me = this.#me;
    this.#put(conversation, outbox.stored(this.#in(conversation), events, { me, last }));
    for (const event of events)
      if (event.kind === "message" && event.author === me)
        this.#drop(conversation, event.client_id);
    this.flush(conversation);
  }

  posted(conversation: string, event: Logged, last: number | null): void {
    if (event.kind === "message") this.#drop(conversation, event.client_id);
    this.#put(conversation, outbox.posted(this.#in(conversation), event, last));
    this.flush(conversation);
  }

  refused(conversation: string, error: ErrorBody): void {
    this.#put(conversation, outbox.refused(this.#in(conversation), error, this.#deps.clock.now()));
  }

  unsure(conversation: string): void {
    this.#put(conversation, outbox.unsure(this.#in(conversation)));
  }

  failAll(conversation: string, code: string): void {
    this.#put(conversation, outbox.failedAll(this.#in(conversation), code));
  }

  /** Sends the posts that are due, if the conversation is connected. */
  flush(conversation: string): void {
    if (this.#restored === null || this.#restored !== this.#me) return;
    const now = this.#deps.clock.now();
    this.#put(conversation, outbox.expired(this.#in(conversation), now));
    for (const { client_id, body, reply, files } of outbox.due(this.#in(conversation), now)) {
      if (isTooLong(body)) {
        this.refused(conversation, { ...TOO_LONG, client_id });
        continue;
      }
      const ids = files?.map(({ id }) => id);
      const frame = say.post(client_id, body, reply?.message, ids);
      if (!this.#deps.tell(conversation, frame)) break;
      this.#put(conversation, outbox.said(this.#in(conversation), client_id, now));
    }
    this.#watch();
  }

  get #me(): string | undefined {
    return this.#deps.store.state.session.you?.id;
  }

  #in(conversation: string): Outbox {
    return postsIn(this.#deps.store.state, conversation);
  }

  #put(conversation: string, posts: Outbox): void {
    if (posts !== this.#in(conversation)) this.#deps.store.put("outbox", conversation, posts);
  }

  #keepPost(conversation: string, draft: Draft): void {
    const user = this.#me;
    if (user) void this.#deps.keep.keepPost({ user, conversation, ...draftOf(draft) });
  }

  #drop(conversation: string, client_id: string): void {
    const user = this.#me;
    if (user) void this.#deps.keep.dropPost(user, conversation, client_id);
  }

  /** Another tab may have restored the post, and would send it. */
  #giveUp(conversation: string, client_id: string): void {
    const user = this.#me;
    if (user) this.#deps.tabs.say({ word: "discarded", user, conversation, client_id });
    this.#drop(conversation, client_id);
  }

  #told(message: TabMessage): void {
    if (message.word !== "discarded" || message.user !== this.#me) return;
    const { conversation, client_id } = message;
    this.#discarded.add(client_id);
    this.#put(conversation, outbox.discarded(this.#in(conversation), client_id));
  }

  /** Checks again while any post is on its way. */
  #watch(): void {
    const waiting = () =>
      Object.keys(this.#deps.store.state.outbox).filter((conversation) => this.busy(conversation));
    if (this.#timer || waiting().length === 0) return;
    this.#timer = this.#deps.clock.after(CHECK_EVERY, () => {
      this.#timer = null;
      for (const conversation of waiting()) this.flush(conversation);
    });
  }
}

// One open conversation: its connection, and what each frame changes. Does not know whether it is
// in view.

import { afterEvents, afterRead } from "../model/inbox.ts";
import { isFocused } from "../model/attention.ts";
import * as timeline from "../model/timeline.ts";
import { say } from "../net/frames.ts";
import { conversationIn } from "./state.ts";
import type { Attention } from "../model/attention.ts";
import type { Timeline } from "../model/timeline.ts";
import type { Cursor, Ended, Status } from "../net/connection-types.ts";
import type { ErrorBody, Event as Logged, FromClient, ResetReason, ToClient } from "../wire.ts";
import type { Clock } from "./clock.ts";
import type { AppConnection } from "./connections.ts";
import type { Outgoing } from "./outgoing.ts";
import type { Store } from "./store.ts";

interface Deps {
  readonly connection: AppConnection<ToClient>;
  readonly store: Store;
  readonly outgoing: Outgoing;
  readonly clock: Clock;
  attention(id: string): Attention;
  complain(refusal: ErrorBody): void;
  ended(why: Ended): void;
  /** The reader is taken away from the end, until the view says otherwise. */
  leaveEnd(): void;
  /** Nothing is held any more of what the reader has seen. */
  reset(why: ResetReason): void;
  /** The cookie belongs to another person now. */
  changed(): void;
}

export class Conversation {
  readonly id: string;
  /** The message that the reader has asked for last. */
  wanted: number | null = null;
  closed = false;
  /** How many requests to bring the reader somewhere are under way. */
  arrivals = 0;
  #deps: Deps;
  #said: boolean | null = null;
  #typedAt = 0;
  #waiting: (() => void)[] = [];

  constructor(id: string, deps: Deps) {
    this.id = id;
    this.#deps = deps;
    deps.connection.on("frame", (frame) => this.#hear(frame));
    deps.connection.on("status", (status) => this.#status(status));
    deps.connection.on("ended", (why) => deps.ended(why));
  }

  get timeline(): Timeline {
    return conversationIn(this.#store.state, this.id);
  }

  get focused(): boolean {
    return this.arrivals === 0 && isFocused(this.#deps.attention(this.id));
  }

  /** The cursor of what the page holds, so that the server sends only what is missing. */
  cursor(): Cursor | null {
    const { last, epoch } = this.timeline;
    return last === null || epoch === null ? null : { since: last, epoch };
  }

  change(timeline: Timeline): void {
    this.#store.put("conversations", this.id, timeline);
  }

  /** Resolves when the connection is live, or the conversation is closed. */
  async live(): Promise<void> {
    if (!this.timeline.live) await new Promise<void>((done) => this.#waiting.push(done));
  }

  start(): void {
    this.#deps.connection.start();
  }

  hurry(): void {
    this.#deps.connection.hurry();
  }

  /** Sends `frame`. Returns false if there is no connection, or it is not certain who sends. */
  send(frame: FromClient): boolean {
    return this.#store.state.certain && this.#deps.connection.send(frame);
  }

  close(): void {
    this.closed = true;
    this.#deps.connection.stop();
    this.#goOn();
  }

  #goOn(): void {
    this.#waiting.splice(0).forEach((done) => done());
  }

  #hear(frame: ToClient): void {
    const { clock, outgoing, changed, complain } = this.#deps;
    const { focused } = this;
    const isOther =
      frame.type === "welcome" && frame.you.user !== this.#store.state.session.you?.id;
    if (isOther) return changed();
    this.change(timeline.afterFrame(this.timeline, frame, { now: clock.now(), focused }));
    if (outgoing.answered(this.id, frame, this.timeline.last)) return;
    switch (frame.type) {
      case "reset":
        return this.#deps.reset(frame.reason);
      case "page":
        return this.#heard(frame.items, false);
      case "events":
        return this.#heard(frame.events, focused && this.timeline.live);
      case "live":
        return this.#live();
      case "read":
      case "presence":
        return this.#read();
      case "error":
        return complain(frame);
      default:
    }
  }

  #heard(events: readonly Logged[], focused: boolean): void {
    const { inbox, session } = this.#store.state;
    this.#store.change({
      inbox: afterEvents(inbox, this.id, events, { me: session.you?.id, focused }),
    });
    this.#deps.outgoing.heard(this.id, events, this.timeline.last);
  }

  #live(): void {
    this.#said = null;
    this.updateFocus();
    this.#goOn();
    this.#deps.outgoing.flush(this.id);
  }

  #status(status: Status): void {
    this.#store.put("links", this.id, status);
    if (status === "live") return;
    this.change({ ...this.timeline, live: false });
    this.#deps.outgoing.unsure(this.id);
  }

  /** Brings the reader to another place. Until they are there, nothing counts as seen. */
  async arrive(bring: () => Promise<void>): Promise<void> {
    this.arrivals += 1;
    try {
      await bring();
    } finally {
      this.arrivals -= 1;
    }
    if (!this.closed) this.updateFocus();
  }

  leaveEnd(): void {
    this.#deps.leaveEnd();
  }

  /** Sends a changed focus to the server, and what the person has seen. */
  updateFocus(): void {
    const { focused, timeline: held } = this;
    if (!held.live) return;
    if (this.#said !== focused && (this.#said !== null || focused)) {
      if (!this.send(say.focus(focused, focused ? undefined : held.read))) return;
      this.#said = focused;
    }
    if (!focused || held.last === null || held.last <= held.read) return;
    this.send(say.seen(held.last));
    this.change(timeline.seen(held, held.last));
    this.#read();
  }

  #read(): void {
    const held = this.timeline;
    this.#store.change({
      inbox: afterRead(this.#store.state.inbox, this.id, held.read, timeline.unreadIn(held)),
    });
  }

  /** Sends at most one typing frame in 3 s (docs/protocol.md). */
  typing(): void {
    const now = this.#deps.clock.now();
    if (now - this.#typedAt < 3_000 || !this.send(say.typing())) return;
    this.#typedAt = now;
  }

  /** The message was sent, so the next key sends a typing frame at once. */
  typed(): void {
    this.#typedAt = 0;
  }

  get #store(): Store {
    return this.#deps.store;
  }
}

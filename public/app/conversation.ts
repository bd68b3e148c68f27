// One open conversation: its connection, and what each frame changes. Does not know whether it is
// in view.

import { afterEvents, afterRead } from "../model/inbox.ts";
import { isFocused } from "../model/attention.ts";
import * as timeline from "../model/timeline.ts";
import { say } from "../net/frames.ts";
import { conversationIn } from "./state.ts";

export class Conversation {
  #store;
  #posts;
  #clock;
  #said = null;
  #typedAt = 0;
  #waiting = [];

  /** `attention()`: see model/attention.ts, for this conversation. */
  constructor(id, { connection, store, posts, clock, attention, complain }) {
    Object.assign(this, { id, connection, attention, complain });
    this.#store = store;
    this.#posts = posts;
    this.#clock = clock;
    connection.addEventListener("frame", ({ detail }) => this.#hear(detail));
    connection.addEventListener("status", ({ detail }) => this.#status(detail));
  }

  get timeline() {
    return conversationIn(this.#store.state, this.id);
  }

  get focused() {
    return isFocused(this.attention(this.id));
  }

  /** The cursor of what the page holds, so that the server sends only what is missing. */
  cursor() {
    const { last, epoch } = this.timeline;
    return last === null ? null : { since: last, epoch };
  }

  change(timeline) {
    this.#store.put("conversations", this.id, timeline);
  }

  /** Resolves when the connection is live, or the conversation is closed. */
  async live() {
    if (!this.timeline.live) await new Promise((done) => this.#waiting.push(done));
  }

  close() {
    this.closed = true;
    this.connection.stop();
    this.#goOn();
  }

  #goOn() {
    this.#waiting.splice(0).forEach((done) => done());
  }

  #hear(frame) {
    const focused = this.focused;
    this.change(timeline.afterFrame(this.timeline, frame, { now: this.#clock.now(), focused }));
    switch (frame.type) {
      case "page":
        return this.#heard(frame.items, false);
      case "events":
        return this.#heard(frame.events, focused && this.timeline.live);
      case "posted":
        return this.#posts.posted(this.id, frame.event, this.timeline.last);
      case "live":
        return this.#live();
      case "read":
        return this.#read();
      case "presence":
        return this.#read();
      case "error":
        return frame.client_id ? this.#posts.refused(this.id, frame) : this.complain(frame);
      default:
    }
  }

  #heard(events, focused) {
    const { inbox, session } = this.#store.state;
    this.#store.change({
      inbox: afterEvents(inbox, this.id, events, { me: session.you?.id, focused }),
    });
    this.#posts.heard(this.id, events, this.timeline.last);
  }

  #live() {
    this.#said = null;
    this.updateFocus();
    this.#goOn();
    this.#posts.flush(this.id);
  }

  #status(status) {
    this.#store.put("links", this.id, status);
    if (status === "live") return;
    this.change({ ...this.timeline, live: false });
    this.#posts.unsure(this.id);
  }

  /** Sends a changed focus to the server, and what the person has seen. */
  updateFocus() {
    const { focused, timeline: held } = this;
    if (!held.live) return;
    if (this.#said !== focused && (this.#said !== null || focused)) {
      if (!this.connection.send(say.focus(focused))) return;
      this.#said = focused;
    }
    if (!focused || held.last === null || held.last <= held.read) return;
    this.connection.send(say.seen(held.last));
    this.change(timeline.seen(held, held.last));
    this.#read();
  }

  #read() {
    const held = this.timeline;
    this.#store.change({
      inbox: afterRead(this.#store.state.inbox, this.id, held.read, timeline.unreadIn(held)),
    });
  }

  /** Sends at most one typing frame in 3 s (docs/protocol.md). */
  typing() {
    const now = this.#clock.now();
    if (now - this.#typedAt < 3_000 || !this.connection.send(say.typing())) return;
    this.#typedAt = now;
  }

  /** The message was sent, so the next key sends a typing frame at once. */
  typed() {
    this.#typedAt = 0;
  }
}

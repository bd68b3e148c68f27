// Polls of a conversation and of the person's inbox. They turn answers into the frames that a
// socket would bring. They do not know when to poll.

import { differences } from "./differences.ts";
import { say } from "./frames.ts";
import { PollLink } from "./poll.ts";

export class ConversationPoll extends PollLink {
  #path;
  #since;
  #epoch;
  #welcome = null;
  #live = false;
  #focused = false;
  #seen = 0;

  /**
   * `url`: /conversations/ID/poll, with `since` and `epoch` if the page holds something already.
   */
  constructor(url, deps) {
    super(deps);
    const [path, query] = url.split("?");
    const from = new URLSearchParams(query);
    this.#path = path;
    this.#since = from.has("since") ? Number(from.get("since")) : null;
    this.#epoch = from.get("epoch");
  }

  address() {
    if (this.#since === null) return this.#path;
    return `${this.#path}?${new URLSearchParams({ since: this.#since, epoch: this.#epoch })}`;
  }

  /** The frames of the first answer as they are; of a later one, only what has changed. */
  frames({ frames }) {
    const before = frames.some(({ type }) => type === "reset") ? null : this.#welcome;
    if (!before) this.#live = false;
    const news = frames.flatMap((frame) => this.#take(frame, before));
    if (this.#focused) this.#see(this.#since);
    return { frames: news, more: frames.at(-1)?.type !== "live" };
  }

  #take(frame, before) {
    switch (frame.type) {
      case "welcome":
        this.#welcome = frame;
        this.#epoch = frame.conversation.epoch;
        return before ? differences(before, frame) : [frame];
      case "reset":
        this.#since = null;
        break;
      case "page":
        this.#since = frame.to;
        break;
      case "events":
        this.#since = frame.events.at(-1)?.seq ?? this.#since;
        break;
      case "live":
        if (this.#live) return [];
        this.#live = true;
        break;
      default:
    }
    return [frame];
  }

  #see(seq) {
    if (seq > this.#seen) this.say(say.seen(seq));
  }

  /**
   * Typing is dropped, because it would arrive too late. A focus is sent as having seen the last
   * event.
   */
  request({ type, client_id, body, seq, focused }) {
    const path = `/api${this.#path.replace(/\/poll$/, "")}`;
    if (type === "post") return { path: `${path}/posts`, body: { client_id, body } };
    if (type === "seen" && seq > this.#seen) return { path: `${path}/seen`, body: { seq } };
    if (type !== "focus") return null;
    this.#focused = focused;
    if (focused) this.#see(this.#since);
    return null;
  }

  /** The answer to a post is its echo. The message itself arrives with the next poll. */
  answered(frame, ok, value) {
    if (frame.type === "seen" && ok) this.#seen = Math.max(this.#seen, frame.seq);
    if (frame.type === "post") this.tell(ok ? { type: "posted", ...value } : refusal(value));
  }
}

const refusal = (value) => ({ type: "error", ...value });

export class InboxPoll extends PollLink {
  #url;

  constructor(url, deps) {
    super(deps);
    this.#url = url;
  }

  address() {
    return this.#url;
  }

  frames(inbox) {
    return { frames: [{ type: "welcome", ...inbox }], more: false };
  }

  /** An inbox connection sends nothing. */
  request() {
    return null;
  }

  answered() {}
}

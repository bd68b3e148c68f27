// Polls of a conversation and of the person's inbox. They turn answers into the frames that a
// socket would bring. They do not know when to poll.

import { differences } from "./differences.ts";
import { BadFrame, conversationFrame, say } from "./frames.ts";
import { PollLink } from "./poll.ts";
import { isObject } from "./shape.ts";
import type { News, PollDeps, Post } from "./poll.ts";
import type { FromClient, Seq, ToClient, Welcome } from "../wire.ts";

export class ConversationPoll extends PollLink {
  #path: string;
  #since: Seq | null;
  #epoch: string | null;
  #welcome: Welcome | null = null;
  #live = false;
  #focused = false;
  #seen = 0;

  /**
   * `url`: /conversations/ID/poll, with `since` and `epoch` if the page holds something already.
   */
  constructor(url: string, deps: PollDeps) {
    super(deps);
    const [path = "", query] = url.split("?");
    const from = new URLSearchParams(query);
    this.#path = path;
    this.#since = from.has("since") ? Number(from.get("since")) : null;
    this.#epoch = from.get("epoch");
  }

  protected address(): string {
    if (this.#since === null) return this.#path;
    const from = new URLSearchParams({ since: `${this.#since}`, epoch: this.#epoch ?? "" });
    return `${this.#path}?${from}`;
  }

  /** The frames of the first answer as they are; of a later one, only what has changed. */
  protected news(answer: unknown): News {
    if (!isObject(answer) || !Array.isArray(answer.frames)) throw new BadFrame("not a poll");
    const frames = answer.frames.flatMap((frame: unknown) => conversationFrame(frame) ?? []);
    const before = frames.some(({ type }) => type === "reset") ? null : this.#welcome;
    if (!before) this.#live = false;
    const news = frames.flatMap((frame) => this.#take(frame, before));
    if (this.#focused) this.#see();
    return { frames: news, more: frames.at(-1)?.type !== "live" };
  }

  #take(frame: ToClient, before: Welcome | null): ToClient[] {
    switch (frame.type) {
      case "welcome":
        this.#welcome = frame;
        this.#epoch = frame.conversation.epoch;
        // Another person's cookie: the page must see the whole welcome, and shows them.
        return before && before.you.user === frame.you.user ? differences(before, frame) : [frame];
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

  /** Everything that has arrived is seen. */
  #see(): void {
    if (this.#since !== null && this.#since > this.#seen) this.say(say.seen(this.#since));
  }

  /**
   * Typing is dropped, because it would arrive too late. A focus is sent as having seen the last
   * event.
   */
  protected request(frame: FromClient): Post | null {
    const path = `/api${this.#path.replace(/\/poll$/, "")}`;
    switch (frame.type) {
      case "post": {
        const { type: _, ...body } = frame;
        return { path: `${path}/posts`, body };
      }
      case "edit":
        return { ...messageAt(path, frame), method: "PATCH", body: { body: frame.body } };
      case "delete":
        return { ...messageAt(path, frame), method: "DELETE" };
      case "react": {
        const reaction = `${messageAt(path, frame).path}/reactions/${encodeURIComponent(frame.emoji)}`;
        return { path: reaction, method: frame.on ? "PUT" : "DELETE" };
      }
      case "pin":
        return {
          path: `${messageAt(path, frame).path}/pin`,
          method: frame.on ? "PUT" : "DELETE",
        };
      case "seen":
        return frame.seq > this.#seen ? { path: `${path}/seen`, body: { seq: frame.seq } } : null;
      case "focus":
        this.#focused = frame.focused;
        if (frame.focused) this.#see();
        return null;
      default:
        return null;
    }
  }

  /** The answer to a post is its echo. What was sent or changed arrives with the next poll. */
  protected answered(frame: FromClient, ok: boolean, value: unknown): void {
    if (frame.type === "seen" && ok) this.#seen = Math.max(this.#seen, frame.seq);
    if (frame.type === "post") this.tell(framed(ok ? "posted" : "error", value));
    if ("request" in frame) {
      const { request } = frame;
      this.tell(ok ? framed("done", { request }) : { ...framed("error", value), request });
    }
  }
}

const messageAt = (path: string, { message }: { message: Seq }) => ({
  path: `${path}/messages/${message}`,
});

/** The frame that a socket would have brought. Connection checks it, like every frame. */
const framed = (type: "posted" | "done" | "error" | "welcome", fields: unknown) => ({
  type,
  ...(isObject(fields) ? fields : {}),
});

export class InboxPoll extends PollLink {
  #url: string;

  constructor(url: string, deps: PollDeps) {
    super(deps);
    this.#url = url;
  }

  protected address(): string {
    return this.#url;
  }

  protected news(inbox: unknown): News {
    return { frames: [framed("welcome", inbox)], more: false };
  }

  /** An inbox connection sends nothing. */
  protected request(): null {
    return null;
  }

  protected answered(): void {}
}

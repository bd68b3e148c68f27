// What a person sends to conversations, and what the answers change in it: posts, acts, the draft
// and the open edit. A conversation hands its frames to all of them through here.

import type { Event as Logged, ToClient } from "../wire.ts";
import type { Acts } from "./acts.ts";
import type { Drafts } from "./drafts.ts";
import type { Edits } from "./edits.ts";
import type { Posts } from "./posts.ts";

interface Parts {
  readonly posts: Posts;
  readonly acts: Acts;
  readonly drafts: Pick<Drafts, "heard">;
  readonly edits: Pick<Edits, "heard">;
}

export class Outgoing {
  #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Takes `events`, or the items of a page. The log is known up to `last`. */
  heard(conversation: string, events: readonly Logged[], last: number | null): void {
    const { posts, acts, drafts, edits } = this.#parts;
    posts.heard(conversation, events, last);
    acts.heard(conversation);
    drafts.heard(conversation, events);
    edits.heard(conversation, events);
  }

  /** Takes the answer to something that was sent. Returns whether the frame is one. */
  answered(conversation: string, frame: ToClient, last: number | null): boolean {
    const { posts, acts } = this.#parts;
    if (frame.type === "posted") posts.posted(conversation, frame.event, last);
    else if (frame.type === "done") acts.done(conversation, frame.request);
    else if (frame.type === "error" && frame.client_id) posts.refused(conversation, frame);
    else if (frame.type === "error" && frame.request) acts.refused(conversation, frame);
    else return false;
    return true;
  }

  /** The connection is lost, so nobody knows what arrived. */
  unsure(conversation: string): void {
    this.#parts.posts.unsure(conversation);
    this.#parts.acts.unsure(conversation);
  }

  failAll(conversation: string, code: string): void {
    this.#parts.posts.failAll(conversation, code);
    this.#parts.acts.failAll(conversation, { code });
  }

  flush(conversation: string): void {
    this.#parts.posts.flush(conversation);
    this.#parts.acts.flush(conversation);
  }

  /** Whether anything is still on its way. */
  busy(conversation: string): boolean {
    return this.#parts.posts.busy(conversation) || this.#parts.acts.busy(conversation);
  }
}

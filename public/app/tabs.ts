// Several tabs of one browser share a cookie and what the browser keeps. They tell one another who
// signs in or out, which draft has changed, and which unsent post is given up.

import { replyOf } from "../model/reply.ts";
import type { Reply } from "../model/reply.ts";

interface DraftMessage {
  readonly word: "draft";
  readonly user: string;
  readonly conversation: string;
  readonly text: string;
  readonly reply?: Reply | undefined;
}

/** The person has taken back or discarded an unsent post. */
interface DiscardMessage {
  readonly word: "discarded";
  readonly user: string;
  readonly conversation: string;
  readonly client_id: string;
}

/**
 * `signing_in`: from now until the next word the cookie may change. `not_signed_in`: the attempt
 * was refused. `missed`: this tab was frozen, and does not know what was said. No tab says that.
 */
export type TabMessage =
  | { readonly word: "signing_in" | "signed_in" | "not_signed_in" | "signed_out" | "missed" }
  | DraftMessage
  | DiscardMessage;

/** Pages of before this protocol listen on `dormouse`, and take most words for a sign-out. */
const CHANNEL = "dormouse.tabs";

export class Tabs {
  #channel = channel();

  /** Tells the other tabs. */
  say(message: TabMessage): void {
    this.#channel?.postMessage(message);
  }

  /** Calls `act` with what the other tabs say. */
  listen(act: (message: TabMessage) => void): void {
    this.#channel?.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
      const message = messageOf(data);
      if (message) act(message);
    });
    // Back or Forward has brought a frozen page. Nobody spoke to it meanwhile.
    addEventListener("pageshow", ({ persisted }) => persisted && act({ word: "missed" }));
  }
}

function channel(): BroadcastChannel | null {
  try {
    return new BroadcastChannel(CHANNEL);
  } catch {
    return null; // Forbidden with the cookies. So no tab can sign in that would have to tell.
  }
}

/** Null for a word of a newer page. */
function messageOf(data: unknown): TabMessage | null {
  if (typeof data !== "object" || data === null || !("word" in data)) return null;
  switch (data.word) {
    case "signing_in":
    case "signed_in":
    case "not_signed_in":
    case "signed_out":
      return { word: data.word };
    case "draft":
      return draftOf(data);
    case "discarded":
      return discardOf(data);
    default:
      return null;
  }
}

function draftOf(data: object): DraftMessage | null {
  const place = placeOf(data);
  const text = "text" in data ? data.text : null;
  if (!place || typeof text !== "string") return null;
  const reply = "reply" in data ? replyOf(data.reply) : null;
  return { word: "draft", ...place, text, ...(reply && { reply }) };
}

function discardOf(data: object): DiscardMessage | null {
  const place = placeOf(data);
  const id = "client_id" in data ? data.client_id : null;
  return place && typeof id === "string" ? { word: "discarded", ...place, client_id: id } : null;
}

/** Whose it is, and in which conversation. */
function placeOf(data: object) {
  if (!("user" in data && "conversation" in data)) return null;
  const { user, conversation } = data;
  return typeof user === "string" && typeof conversation === "string"
    ? { user, conversation }
    : null;
}

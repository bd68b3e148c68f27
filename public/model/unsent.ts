// Failed posts in conversations that the person is not in any more. Nothing can be sent there, so
// only the text is left.

import type { Inbox } from "./inbox.ts";
import type { Failed, Posts } from "./post.ts";

export interface Unsent {
  readonly conversation: string;
  readonly count: number;
}

export const failedIn = (posts: Posts): Failed[] =>
  posts.flatMap((post) => (post.state === "failed" ? [post] : []));

/** Each conversation with such posts, and how many they are. The inbox is known. */
export const unsentIn = (outbox: Readonly<Record<string, Posts>>, inbox: Inbox): Unsent[] =>
  Object.entries(outbox)
    .map(([conversation, posts]) => ({ conversation, count: failedIn(posts).length }))
    .filter(({ conversation, count }) => count > 0 && !inbox[conversation]);

// Posts that may not be stored yet: sending → (removed when the log has it) or failed. No clock, no
// network, no storage.

import type { ErrorBody, Event } from "../wire.ts";
import { draftOf, failed, sending } from "./post.ts";
import type { Draft, Post, Posts, Sending } from "./post.ts";

/**
 * Without an echo for this long, the post is sent again, in ms (docs/protocol.md, "Posting
 * safely").
 */
const ECHO_WITHIN = 10_000;
/**
 * After this many repeats without an answer, the post has failed. That is 50 s after it was first
 * sent. A dead connection is noticed within 40 s (net/socket.ts), and then the count begins again.
 */
const REPEATS = 4;
/**
 * How many posts are under way at once: half of the server's burst, so that a long queue is not
 * refused for its speed.
 */
export const UNDER_WAY = 10;
/** Refusals that may pass, and how many attempts are made before the post fails. */
const PASSING: ReadonlySet<string> = new Set(["too_fast", "busy", "internal"]);
const TRIES = 8;
/**
 * A post that was sent so often, over any connections, has failed. A server that cannot read it
 * may close the connection each time.
 */
const TRIES_IN_ALL = 20;

/** The codes of posts that failed here, without a refusal: no answer came, or none can come. */
export const UNANSWERED = "unanswered";
export const NOT_A_MEMBER = "not_a_member";

export const added = (posts: Posts, draft: Draft): Posts =>
  posts.some((post) => post.client_id === draft.client_id) ? posts : [...posts, sending(draft)];

/** The log is known up to `last`: my own messages among `events` are stored. */
export function stored(
  posts: Posts,
  events: readonly Event[],
  { me, last = events.at(-1)?.seq ?? 0 }: { me: string | undefined; last?: number | null },
): Posts {
  if (posts.length === 0) return posts;
  const mine = new Set(
    events.flatMap((event) =>
      event.kind === "message" && event.author === me ? [event.client_id] : [],
    ),
  );
  const isPast = (post: Post) => post.state === "sent" && post.seq <= (last ?? 0);
  const left = posts.filter((post) => !mine.has(post.client_id) && !isPast(post));
  return left.length === posts.length ? posts : left;
}

/**
 * `posted`: the server has stored it. It stays as sent until the log shows it, unless `last` is
 * beyond it.
 */
export function posted(posts: Posts, event: Event, last: number | null): Posts {
  if (event.kind !== "message") return posts;
  if (last !== null && event.seq <= last) return discarded(posts, event.client_id);
  return edit(posts, event.client_id, (post) => ({
    ...draftOf(post),
    at: event.at,
    state: "sent",
    seq: event.seq,
  }));
}

/** A refusal of one post. It names the post, and the others go on. */
export function refused(
  posts: Posts,
  { code, message, params, client_id, retry_after }: ErrorBody,
  now: number,
): Posts {
  return edit(posts, client_id, (post) => {
    if (post.state === "sent") return post;
    return post.state === "sending" && PASSING.has(code) && post.tries < TRIES
      ? { ...post, sentAt: null, notBefore: now + (retry_after ?? 2) * 1000 }
      : failed(post, { code, message, params });
  });
}

/** The connection is lost, so nobody knows which posts arrived. */
export const unsure = (posts: Posts): Posts =>
  each(posts, (post) =>
    post.state === "sending" && post.sentAt !== null ? { ...post, sentAt: null, repeats: 0 } : post,
  );

/** All unsent posts fail for one reason, for example because the person was removed. */
export const failedAll = (posts: Posts, code: string): Posts =>
  each(posts, (post) => (post.state === "sending" ? failed(post, { code }) : post));

/** Posts that no repeat has got an answer for fail. Call it before `due`, while connected. */
export const expired = (posts: Posts, now: number): Posts =>
  each(posts, (post) => (isUnanswered(post, now) ? failed(post, { code: UNANSWERED }) : post));

const isUnanswered = (post: Post, now: number) =>
  post.state === "sending" &&
  (post.repeats >= REPEATS || post.tries >= TRIES_IN_ALL) &&
  isOverdue(post, now);

const isOverdue = ({ sentAt }: Sending, now: number) =>
  sentAt !== null && now - sentAt >= ECHO_WITHIN;

/**
 * The posts to send now, in order. A post that must wait also delays the posts after it, but one
 * that waits for an answer too long takes no place from them.
 */
export function due(posts: Posts, now: number): readonly Sending[] {
  const out: Sending[] = [];
  let underWay = 0;
  for (const post of posts) {
    if (post.state !== "sending") continue;
    if (post.notBefore > now) break;
    if (post.repeats === 0 && ++underWay > UNDER_WAY) break;
    if (post.sentAt === null || isOverdue(post, now)) out.push(post);
  }
  return out;
}

export const said = (posts: Posts, client_id: string, now: number): Posts =>
  edit(posts, client_id, (post) =>
    post.state === "sending"
      ? {
          ...post,
          sentAt: now,
          tries: post.tries + 1,
          repeats: post.sentAt === null ? post.repeats : post.repeats + 1,
        }
      : post,
  );

/** Tries a failed post again. If another message has its `client_id`, the post gets a new one. */
export const retried = (posts: Posts, client_id: string, newId: string): Posts =>
  edit(posts, client_id, (post) =>
    post.state === "failed"
      ? sending({ ...post, client_id: post.code === "client_id_reused" ? newId : client_id })
      : post,
  );

export const discarded = (posts: Posts, client_id: string): Posts =>
  posts.filter((post) => post.client_id !== client_id);

/** Takes a failed post out to be edited. `taken` is null if there is no failed post of that id. */
export function takenBack(posts: Posts, client_id: string): { posts: Posts; taken: Draft | null } {
  const post = posts.find((one) => one.client_id === client_id);
  return post?.state === "failed"
    ? { posts: discarded(posts, client_id), taken: draftOf(post) }
    : { posts, taken: null };
}

const edit = (posts: Posts, client_id: string | undefined, change: (post: Post) => Post): Posts =>
  each(posts, (post) => (post.client_id === client_id ? change(post) : post));

/** The same list if nothing changed. */
function each(posts: Posts, change: (post: Post) => Post): Posts {
  const next = posts.map(change);
  return next.every((post, nth) => post === posts[nth]) ? posts : next;
}

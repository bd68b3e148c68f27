// Posts that may not be stored yet: sending → (removed when the log has it) or failed. A list of {
// client_id, body, at, state, sentAt, notBefore, tries, reason, code, seq }. No clock, no network,
// no storage.

/**
 * Without an echo for this long, the post is sent again, in ms (docs/protocol.md, "Posting
 * safely").
 */
export const ECHO_WITHIN = 10_000;
/**
 * How many posts are under way at once: half of the server's burst, so that a long queue is not
 * refused for its speed.
 */
export const UNDER_WAY = 10;
/** Refusals that may pass, and how many attempts are made before the post fails. */
const PASSING = new Set(["too_fast", "busy", "internal"]);
const TRIES = 8;

const fresh = {
  state: "sending",
  sentAt: null,
  notBefore: 0,
  tries: 0,
  reason: null,
  code: null,
  seq: null,
};

export const added = (posts, { client_id, body, at }) =>
  posts.some((post) => post.client_id === client_id)
    ? posts
    : [...posts, { client_id, body, at, ...fresh }];

/** The log is known up to `last`: my own messages among `events` are stored. */
export function stored(posts, events, { me, last = events.at(-1)?.seq ?? 0 }) {
  const isMine = (event) => event.kind === "message" && event.author === me;
  const mine = new Set(events.filter(isMine).map((event) => event.client_id));
  const isPast = (post) => post.seq !== null && post.seq <= last;
  const left = posts.filter((post) => !mine.has(post.client_id) && !isPast(post));
  return left.length === posts.length ? posts : left;
}

/**
 * `posted`: the server has stored it. It stays as sent until the log shows it, unless `last` is
 * beyond it.
 */
export function posted(posts, event, last) {
  if (last !== null && event.seq <= last) return discarded(posts, event.client_id);
  return edit(posts, event.client_id, { state: "sent", seq: event.seq, at: event.at });
}

/** A refusal of one post. */
export function refused(posts, { code, message, client_id, retry_after }, now) {
  const post = posts.find((one) => one.client_id === client_id);
  if (!post || post.state === "sent") return posts;
  if (PASSING.has(code) && post.tries < TRIES) {
    return edit(posts, client_id, { sentAt: null, notBefore: now + (retry_after ?? 2) * 1000 });
  }
  return edit(posts, client_id, { state: "failed", reason: message, code });
}

/** The connection is lost, so nobody knows which posts arrived. */
export const unsure = (posts) =>
  posts.map((post) => (post.state === "sending" ? { ...post, sentAt: null } : post));

/** All unsent posts fail for one reason, for example because the person was removed. */
export const failedAll = (posts, reason, code) =>
  posts.map((post) =>
    post.state === "sending" ? { ...post, state: "failed", reason, code } : post,
  );

/** The posts to send now, in order. A post that must wait also delays the posts after it. */
export function due(posts, now) {
  const out = [];
  let underWay = 0;
  for (const post of posts) {
    if (post.state !== "sending") continue;
    if (post.notBefore > now) break;
    if (++underWay > UNDER_WAY) break;
    if (post.sentAt === null || now - post.sentAt >= ECHO_WITHIN) out.push(post);
  }
  return out;
}

export const said = (posts, client_id, now) =>
  posts.map((post) =>
    post.client_id === client_id ? { ...post, sentAt: now, tries: post.tries + 1 } : post,
  );

/** Tries a failed post again. If another message has its `client_id`, the post gets a new one. */
export function retried(posts, client_id, newId) {
  return posts.map((post) => {
    if (post.client_id !== client_id || post.state !== "failed") return post;
    return { ...post, ...fresh, client_id: post.code === "client_id_reused" ? newId : client_id };
  });
}

export const discarded = (posts, client_id) => posts.filter((post) => post.client_id !== client_id);

const edit = (posts, client_id, change) =>
  posts.map((post) => (post.client_id === client_id ? { ...post, ...change } : post));

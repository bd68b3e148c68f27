// What a timeline shows, row by row: days, the "new" line, notices, messages grouped by person.
// Knows no DOM; `dayOf(at)` is an argument, because only the browser knows the time zone.

import { noticeOf } from "./notices.ts";

/** Messages of one person within this time share one name, in ms. */
export const TOGETHER = 5 * 60_000;

/**
 * Rows of `events` and then `posts` (see outbox.ts). A message keeps its `key` from sending to
 * stored, so its row on the screen changes instead of being replaced.
 */
export function rowsOf({ events, posts = [], me, line = null, dayOf }) {
  const rows = [];
  let day = null;
  let before = null;
  const open = (at) => {
    if (dayOf(at) === day) return;
    day = dayOf(at);
    rows.push({ type: "day", key: `day:${day}`, at });
    before = null;
  };
  for (const event of events) {
    const row = event.kind === "message" ? messageRow(event, me) : noticeRow(event);
    if (!row) continue;
    open(event.at);
    if (line === event.seq) {
      rows.push({ type: "line", key: "line" });
      before = null;
    }
    before = push(rows, row, before);
  }
  for (const post of posts) {
    open(post.at);
    before = push(rows, postRow(post, me), before);
  }
  return rows;
}

function push(rows, row, before) {
  if (row.type === "message")
    row.first = !(
      before?.type === "message" &&
      before.author === row.author &&
      row.at - before.at < TOGETHER
    );
  const merged =
    row.type === "notice" && before?.type === "notice" && row.merge && before.merge === row.merge;
  if (!merged) {
    rows.push(row);
    return row;
  }
  Object.assign(before, { who: [...before.who, ...row.who], seq: row.seq });
  return before;
}

const messageRow = (event, me) => ({
  type: "message",
  key: event.author === me ? `mine:${event.client_id}` : `seq:${event.seq}`,
  seq: event.seq,
  at: event.at,
  author: event.author,
  handle: event.handle,
  body: event.body,
  mine: event.author === me,
  state: "sent",
  reason: null,
  client_id: event.client_id,
});

const postRow = (post, me) => ({
  type: "message",
  key: `mine:${post.client_id}`,
  seq: post.seq,
  at: post.at,
  author: me,
  handle: null,
  body: post.body,
  mine: true,
  state: post.state,
  reason: post.reason,
  client_id: post.client_id,
});

function noticeRow(event) {
  const notice = noticeOf(event);
  return (
    notice && { type: "notice", key: `seq:${event.seq}`, seq: event.seq, at: event.at, ...notice }
  );
}

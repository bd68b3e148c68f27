// What a timeline shows, row by row: days, the "new" line, notices, messages grouped by person.
// Knows no DOM, no words and no present time, so a row stays right while time passes. `dayOf(at)`
// is an argument, because only the browser knows the time zone.

import type { Event, Params } from "../wire.ts";
import { noticeOf, together } from "./notices.ts";
import type { Notice } from "./notices.ts";
import type { Post, Posts } from "./post.ts";

/** Messages of one person within this time share one name, in ms. */
export const TOGETHER = 5 * 60_000;
/**
 * In every time zone a day begins with a quarter of an hour of UTC, so one name of a day holds for
 * a whole quarter, in ms. Making the name takes most of the time here.
 */
const QUARTER = 15 * 60_000;

/** A new day begins. `day` is its name by `dayOf`, and `at` a time in it, in ms. */
export interface DayRow {
  readonly type: "day";
  readonly key: string;
  readonly day: string;
  readonly at: number;
}

/** What is below is new. */
interface LineRow {
  readonly type: "line";
  readonly key: string;
}

/** `seq` is the last event of those that it tells of. */
export type NoticeRow = Notice & {
  readonly type: "notice";
  readonly key: string;
  readonly seq: number;
  readonly at: number;
};

interface Written {
  readonly type: "message";
  readonly key: string;
  readonly at: number;
  /** A person's id. */
  readonly author: string;
  readonly body: string;
  readonly mine: boolean;
  /** Whether it does not belong to the message above, so it has a name and a time. */
  readonly first: boolean;
  readonly client_id: string;
}

interface StoredRow extends Written {
  readonly state: "sent";
  readonly seq: number;
  readonly handle: string;
}

/** A message of mine that the log does not show yet. */
interface PostRow extends Written {
  readonly state: Post["state"];
  readonly seq: number | null;
  readonly handle: null;
  /** Why it failed; see refusalWords in words/words.ts. */
  readonly refusal: {
    readonly code: string;
    readonly message: string;
    readonly params: Params | null;
  } | null;
}

export type MessageRow = StoredRow | PostRow;
export type Row = DayRow | LineRow | NoticeRow | MessageRow;

export interface Shown {
  readonly events: readonly Event[];
  readonly posts?: Posts;
  /** My id. */
  readonly me: string;
  /** The `seq` of the first new message. */
  readonly line?: number | null;
  readonly dayOf: (at: number) => string;
}

/**
 * Rows of `events` and then `posts`. Each has a key of its own. A message keeps its key from
 * sending to stored, so its row on the screen changes instead of being replaced. A message that
 * did not change is the same object as the last time.
 */
export function rowsOf({ events, posts = [], me, line = null, dayOf }: Shown): Row[] {
  const rows: Row[] = [];
  const mine = new Set<string>();
  let day: string | null = null;
  let latest = -Infinity;
  // Time only goes on: an older post below a newer message opens no day again.
  const open = (at: number) => {
    const isKnown = at <= latest || Math.floor(at / QUARTER) === Math.floor(latest / QUARTER);
    latest = Math.max(at, latest);
    if (isKnown) return;
    const next = dayOf(at);
    if (next !== day) rows.push({ type: "day", key: `day:${next}`, day: next, at });
    day = next;
  };
  for (const event of events) {
    const notice = event.kind === "message" ? null : noticeOf(event);
    if (event.kind !== "message" && notice === null) continue;
    open(event.at);
    if (line === event.seq) rows.push({ type: "line", key: "line" });
    if (event.kind === "message") rows.push(storedRow(event, me, rows.at(-1), mine));
    else if (notice !== null) pushNotice(rows, event, notice);
  }
  for (const post of posts) {
    // The log may show a message before the outbox lets go of it.
    if (mine.has(post.client_id)) continue;
    mine.add(post.client_id);
    open(post.at);
    rows.push(postRow(post, me, rows.at(-1)));
  }
  return rows;
}

function pushNotice(rows: Row[], { seq, at }: Event, notice: Notice) {
  const before = rows.at(-1);
  const merged = before?.type === "notice" ? together(before, notice) : null;
  if (before?.type === "notice" && merged) rows[rows.length - 1] = { ...before, ...merged, seq };
  else rows.push({ ...notice, type: "notice", key: `seq:${seq}`, seq, at });
}

/** Begins the keys of my messages, before their `client_id`. */
const MINE = "mine:";

const isFirst = (author: string, at: number, before: Row | undefined) =>
  !(before?.type === "message" && before.author === author && Math.abs(at - before.at) < TOGETHER);

type Message = Extract<Event, { kind: "message" }>;

/** The last row of each message and post. It is made again when what lies outside has changed. */
const lastRows = new WeakMap<Event | Post, MessageRow>();

/** `names` are my `client_id`s so far. Another person's row cannot have one of my keys. */
function storedRow(event: Message, me: string, before: Row | undefined, names: Set<string>) {
  const { seq, at, author, handle, body, client_id } = event;
  const mine = author === me;
  const isNamed = mine && !names.has(client_id);
  if (mine) names.add(client_id);
  const first = isFirst(author, at, before);
  const last = lastRows.get(event);
  const isSame = last?.first === first && last.key.startsWith(MINE) === isNamed;
  if (last && isSame && last.mine === mine) return last;
  const key = isNamed ? MINE + client_id : `seq:${seq}`;
  const common = { key, seq, at, author, handle, body, mine, first, client_id };
  const row: StoredRow = { ...common, type: "message", state: "sent" };
  lastRows.set(event, row);
  return row;
}

function postRow(post: Post, me: string, before: Row | undefined) {
  const { client_id, body, at, state } = post;
  const first = isFirst(me, at, before);
  const last = lastRows.get(post);
  if (last?.first === first && last.author === me) return last;
  const refusal = state === "failed" ? refusalOf(post) : null;
  const seq = state === "sent" ? post.seq : null;
  const common = { key: MINE + client_id, at, author: me, body, mine: true, client_id };
  const row: PostRow = { ...common, type: "message", handle: null, state, seq, first, refusal };
  lastRows.set(post, row);
  return row;
}

const refusalOf = ({ code, message, params }: Extract<Post, { state: "failed" }>) => ({
  code,
  message,
  params,
});

/**
 * The key of the row to bring into view: for the message at `seq` the row that shows it, or the
 * next one if it is not shown. For null, the "new" line. Null if there is no such row.
 */
export function keyOf(rows: readonly Row[], seq: number | null): string | null {
  const line = rows.findIndex((row) => row.type === "line");
  if (seq === null) return rows[line]?.key ?? null;
  const nth = rows.findIndex((row) => "seq" in row && row.seq !== null && row.seq >= seq);
  // The line stands right above the first new message, and belongs into view with it.
  return rows[line >= 0 && line === nth - 1 ? line : nth]?.key ?? null;
}

// What a timeline shows, row by row: days, the "new" line, notices, messages grouped by person.
// Knows no DOM, no words and no present time, so a row stays right while time passes. `dayOf(at)`
// is an argument, because only the browser knows the time zone.

import type { Event } from "../wire.ts";
import { postRow, storedRow } from "./message-rows.ts";
import type { MessageRow } from "./message-rows.ts";
import { noticeOf, together } from "./notices.ts";
import type { Notice } from "./notices.ts";
import type { Posts } from "./post.ts";

export { TOGETHER } from "./message-rows.ts";
export type { MessageRow } from "./message-rows.ts";

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

export type Row = DayRow | LineRow | NoticeRow | MessageRow;

export interface Shown {
  readonly events: readonly Event[];
  readonly posts?: Posts;
  /** My id. */
  readonly me: string;
  /** The `seq` of the message that is being edited. */
  readonly editing?: number | null;
  /** The `seq` of the first new message. */
  readonly line?: number | null;
  readonly dayOf: (at: number) => string;
}

/**
 * Rows of `events` and then `posts`. Each has a key of its own. A message keeps its key from
 * sending to stored, so its row on the screen changes instead of being replaced. A message that
 * did not change is the same object as the last time.
 */
export function rowsOf({
  events,
  posts = [],
  me,
  line = null,
  editing = null,
  dayOf,
}: Shown): Row[] {
  const rows: Row[] = [];
  const names = new Set<string>();
  const reading = { me, names, editing };
  let before = Infinity;
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
    // The message below the line may be deleted and not shown. Then the next one is below it.
    const isLine = line === event.seq || (line !== null && before < line && line < event.seq);
    if (isLine) rows.push({ type: "line", key: "line" });
    before = event.seq;
    if (event.kind === "message") rows.push(storedRow(event, rows.at(-1), reading));
    else if (notice !== null) pushNotice(rows, event, notice);
  }
  for (const post of posts) {
    // The log may show a message before the outbox lets go of it.
    if (names.has(post.client_id)) continue;
    names.add(post.client_id);
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

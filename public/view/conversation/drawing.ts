// What is drawn of a timeline: a slice of the range in view, and its rows. Knows no screen.

import { itemsShown } from "../../model/acts-shown.ts";
import type { ShownItem } from "../../model/acts-shown.ts";
import type { Acts } from "../../model/acts.ts";
import type { Item } from "../../model/changes.ts";
import type { Posts } from "../../model/post.ts";
import { covering, endOf, shownIn } from "../../model/ranges.ts";
import { keyOf, type Row } from "../../model/rows.ts";
import * as slices from "../../model/slice.ts";
import type { Slice } from "../../model/slice.ts";
import type { Timeline } from "../../model/timeline.ts";
import { dayOf } from "../../words/times.ts";

const NO_ITEMS: readonly Item[] = [];
const NOTHING: Mine = { posts: [], acts: [], editing: null, me: "" };

/** What is mine in a timeline before the server has it. */
export interface Mine {
  readonly posts: Posts;
  readonly acts: Acts;
  /** The `seq` of the message that I edit. */
  readonly editing: number | null;
  /** My id. */
  readonly me: string;
}

const NO_POSTS: Posts = [];

export class Drawing {
  rows: readonly Row[] = [];
  #held: Timeline;
  #most: () => number;
  #mine = NOTHING;
  #shown: readonly ShownItem[] = [];
  #shownFrom: readonly unknown[] = [];
  #slice: Slice = { from: 0, to: null };
  #madeFrom: readonly unknown[] = [];
  /** Where the timeline ended when it was live last. */
  #end: { readonly epoch: string | null; readonly last: number } | null = null;

  /** `most()`: how many rows a slice has. */
  constructor(held: Timeline, most: () => number) {
    this.#held = held;
    this.#most = most;
  }

  /**
   * The timeline has changed, or may have, or what is mine in it. Returns whether another timeline
   * has replaced it: after a reset, nothing of what was drawn is held.
   */
  take(held: Timeline, mine = NOTHING): boolean {
    this.#held = held;
    this.#mine = mine;
    if (!held.live) return false;
    const [before, last] = [this.#end, held.last ?? 0];
    this.#end = { epoch: held.epoch, last };
    if (before === null || before.last === 0) return false;
    return before.epoch !== held.epoch || covering(held, before.last) === null;
  }

  get #items(): readonly ShownItem[] {
    const { you } = this.#held;
    const items = shownIn(this.#held)?.items ?? NO_ITEMS;
    const { acts } = this.#mine;
    const from = [items, acts, you];
    if (from.some((part, nth) => part !== this.#shownFrom[nth])) {
      this.#shownFrom = from;
      this.#shown = itemsShown(items, acts, you && { id: you.user, handle: you.handle });
    }
    return this.#shown;
  }

  /** Whether the range in view is the last one. */
  get isLatest(): boolean {
    return shownIn(this.#held) === endOf(this.#held);
  }

  /** Whether the rows reach the end of the timeline. */
  get reachesEnd(): boolean {
    return this.#slice.to === null && this.isLatest;
  }

  /** Whether the rows reach the beginning of the range. */
  get reachesStart(): boolean {
    return slices.placesOf(this.#items, this.#slice).start === 0;
  }

  /** One step up. Returns whether there was anything to step to. */
  earlier(): boolean {
    return this.#turn(slices.earlier(this.#items, this.#slice, this.#most()));
  }

  later(): boolean {
    return this.#turn(slices.later(this.#items, this.#slice, this.#most()));
  }

  toStart() {
    this.#turn(slices.firstOf(this.#items, this.#most()));
  }

  toEnd() {
    this.#turn(slices.lastOf(this.#items, this.#most()));
  }

  /** To the rows around the item at `seq`. */
  toItem(seq: number) {
    this.#turn(slices.around(this.#items, seq, this.#most()));
  }

  /** The items may have changed. */
  keep(readsEnd: boolean) {
    this.#turn(slices.kept(this.#items, this.#slice, this.#most(), readsEnd));
  }

  #turn(slice: Slice): boolean {
    const isOther = slice !== this.#slice;
    this.#slice = slice;
    return isOther;
  }

  /** Makes the rows. Posts stand below the end of the timeline. */
  make() {
    const { posts, me, editing } = this.#mine;
    const shown = this.reachesEnd ? posts : NO_POSTS;
    const { line } = this.#held;
    const { from, to } = this.#slice;
    const parts = [this.#items, from, to, shown, line, me, editing];
    if (parts.every((part, nth) => part === this.#madeFrom[nth])) return;
    this.#madeFrom = parts;
    const events = this.#items;
    this.rows = slices.rowsIn(this.#slice, { events, posts: shown, me, line, editing, dayOf });
  }

  /** The place among the rows of the message at `seq`; null: of the "new" line. -1: not there. */
  placeOf(seq: number | null): number {
    const key = keyOf(this.rows, seq);
    return key === null ? -1 : this.rows.findIndex((row) => row.key === key);
  }
}

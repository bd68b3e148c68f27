// What is drawn of a timeline: a slice of the range in view, and its rows. Knows no screen.

import type { Posts } from "../../model/post.ts";
import { covering, endOf, shownIn } from "../../model/ranges.ts";
import { keyOf, type Row } from "../../model/rows.ts";
import * as slices from "../../model/slice.ts";
import type { Slice } from "../../model/slice.ts";
import type { Timeline } from "../../model/timeline.ts";
import type { Event } from "../../wire.ts";
import { dayOf } from "../../words/times.ts";

const NO_ITEMS: readonly Event[] = [];
const NO_POSTS: Posts = [];

export class Drawing {
  rows: readonly Row[] = [];
  #held: Timeline;
  #most: () => number;
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
   * The timeline has changed, or may have. Returns whether another one has replaced it: after a
   * reset, nothing of what was drawn is held.
   */
  take(held: Timeline): boolean {
    this.#held = held;
    if (!held.live) return false;
    const [before, last] = [this.#end, held.last ?? 0];
    this.#end = { epoch: held.epoch, last };
    if (before === null || before.last === 0) return false;
    return before.epoch !== held.epoch || covering(held, before.last) === null;
  }

  get #items(): readonly Event[] {
    return shownIn(this.#held)?.items ?? NO_ITEMS;
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

  /** Makes the rows. Posts stand below the end of the timeline. `me`: the person's id. */
  make(posts: Posts, me: string) {
    const shown = this.reachesEnd ? posts : NO_POSTS;
    const { line } = this.#held;
    const from = [this.#items, this.#slice.from, this.#slice.to, shown, line, me];
    if (from.every((part, nth) => part === this.#madeFrom[nth])) return;
    this.#madeFrom = from;
    this.rows = slices.rowsIn(this.#slice, { events: this.#items, posts: shown, me, line, dayOf });
  }

  /** The place among the rows of the message at `seq`; null: of the "new" line. -1: not there. */
  placeOf(seq: number | null): number {
    const key = keyOf(this.rows, seq);
    return key === null ? -1 : this.rows.findIndex((row) => row.key === key);
  }
}

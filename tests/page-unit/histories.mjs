// Generated conversations, and the server's half of reading them: the log, and any page of the
// timeline at any head. No kind changes an item yet, so two kinds are made up: `counted` adds one
// to a message (so that twice differs from once), and `faded` removes one.

import { CHANGES } from "../../public/model/changes.ts";
import { ana, ben, happening, message } from "./world.mjs";

export const MADE_UP = {
  counted: (item, event) =>
    item.seq === event.message ? { ...item, count: (item.count ?? 0) + 1 } : item,
  faded: (item, event) => (item.seq === event.message ? null : item),
};

/** For the tests of a file: `before(knowMadeUp)`. */
export const knowMadeUp = () => Object.assign(CHANGES, MADE_UP);

/** Pseudo-random numbers that repeat with the same seed (mulberry32). */
export function dice(seed) {
  let state = seed >>> 0;
  const roll = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (count) => Math.floor(roll() * count);
  return { below, oneOf: (list) => list[below(list.length)] };
}

const KINDS = ["message", "message", "counted", "counted", "faded", "joined", "unknown"];

export class History {
  /** `length` events, some of which change earlier items. */
  constructor(length, { below, oneOf }) {
    this.events = [];
    const said = [];
    for (let seq = 1; seq <= length; seq += 1) {
      const kind = oneOf(KINDS);
      const author = oneOf([ana, ben]);
      const isChange = kind in MADE_UP;
      if (kind === "message" || (isChange && said.length === 0)) {
        said.push(seq);
        this.events.push(message(seq, author));
      } else if (isChange) {
        this.events.push(happening(seq, author, kind, { message: said[below(said.length)] }));
      } else {
        this.events.push(happening(seq, author, kind));
      }
    }
  }

  /** Every item at a head. */
  items(head) {
    let items = [];
    for (const event of this.events.slice(0, head)) {
      const change = MADE_UP[event.kind];
      if (change) items = items.map((item) => change(item, event)).filter(Boolean);
      else if (event.kind !== "unknown") items.push(event);
    }
    return items;
  }

  /** { from, to, items, head }, as `GET …/timeline` returns it. `place`: before, after, around. */
  page(head, { before, after, around }, limit) {
    const items = this.items(head);
    if (around !== undefined) {
      const seq = Math.min(around, head);
      const first = this.page(head, { before: seq + 1 }, Math.ceil(limit / 2));
      const rest = this.page(head, { after: seq }, Math.floor(limit / 2));
      return { ...first, to: rest.to, items: [...first.items, ...rest.items] };
    }
    const isMessage = ({ kind }) => kind === "message";
    if (before !== undefined) {
      const next = Math.min(before, head + 1);
      const first = items
        .filter(({ seq }) => seq < next)
        .filter(isMessage)
        .at(-limit);
      const from = limit === 0 ? next : (first?.seq ?? 1);
      return { from, to: next - 1, items: between(items, from, next - 1), head };
    }
    const last = Math.min(after, head);
    const end = items.filter(({ seq }) => seq > last).filter(isMessage)[limit - 1];
    const to = limit === 0 ? last : (end?.seq ?? head);
    return { from: last + 1, to, items: between(items, last + 1, to), head };
  }
}

export const between = (items, from, to) => items.filter(({ seq }) => from <= seq && seq <= to);

// The law over histories that the server made: a page at head n with the events after n applied is
// the page at the later head. `cargo test --test timeline` writes them, one JSON a line: { pages:
// [{ query, seq, limit, head, page: { from, to, items } }], events }.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import test from "node:test";
import {
  afterEvents,
  afterFetch,
  afterLatest,
  endOf,
  nothingHeld,
} from "../../public/model/ranges.ts";
import { learnt } from "../../public/model/profiles.ts";
import { between, dice } from "./histories.mjs";

const FILE = new URL("../../target/timeline/histories.jsonl", import.meta.url);

/** What a page holds that received everything from the first event to `head`. */
function heardAll(events, head) {
  const empty = afterLatest(nothingHeld, { from: 1, to: 0, items: [] });
  return head === 0 ? empty : afterEvents(empty, events.slice(0, head));
}

function check({ query, seq, limit, head, page }, items) {
  const asked = `${query}=${seq}&limit=${limit} at ${head}`;
  assert.deepEqual(page.items, between(items, page.from, page.to), asked);
}

/**
 * A reader who has a page and resumes after it. The events that they get say what the changed
 * messages are now.
 */
function checkResumed({ pages, events, resumed }, whole) {
  for (const { head } of pages) {
    const start = endOf(heardAll(events, head));
    const held = afterEvents(afterLatest(nothingHeld, start), resumed.slice(head));
    assert.deepEqual(endOf(held)?.items ?? [], whole, `resumed after ${head}`);
  }
}

/** A reader who fetches the pages while the conversation goes on, some of them late. */
function read({ pages, events }, { below }) {
  const [first, ...rest] = [...pages].sort((one, other) => one.head - other.head);
  const start = endOf(heardAll(events, first.head));
  let held = afterLatest(nothingHeld, start);
  for (const { head, page } of rest) {
    const until = Math.max(held.last, head - 2 + below(5));
    const next = events.slice(held.last, until);
    if (next.length > 0) held = afterEvents(held, next);
    held = afterFetch(held, { ...page, head }) ?? held;
  }
  const missing = events.slice(held.last);
  return missing.length > 0 ? afterEvents(held, missing) : held;
}

/** A reader knows how everyone is shown whom a page names, or an event after it. */
function checkProfiles({ pages, events, sent, resumed, present }) {
  let named = 0;
  const truth = learnt(learnt({}, sent.flat()), present);
  for (const { head, page } of pages) {
    const later = [sent.slice(head).flat(), head < events.length ? present : []];
    for (const profiles of later) {
      const known = learnt(learnt({}, page.profiles), profiles);
      const seen = [...page.items, ...events.slice(head)].map(({ handle }) => handle);
      for (const handle of seen) {
        // Who resumes has the profiles of those who are named in what they missed.
        const isNamed =
          profiles !== present || resumed.slice(head).some((it) => it.handle === handle);
        if (isNamed) assert.deepEqual(known[handle], truth[handle], `${handle} after ${head}`);
        named += known[handle]?.name ? 1 : 0;
      }
    }
  }
  return named;
}

test("a page and the events after it are the later page, in every history", () => {
  assert.ok(existsSync(FILE), "There are no histories: run `cargo test --test timeline` first.");
  const lines = readFileSync(FILE, "utf8").split("\n").filter(Boolean);
  assert.ok(lines.length > 0, "The file of histories is empty: run `cargo test --test timeline`.");
  let named = 0;
  for (const [nth, line] of lines.entries()) {
    const history = JSON.parse(line);
    const chance = dice(nth);
    const whole = endOf(heardAll(history.events, history.events.length)).items;
    try {
      for (const asked of history.pages) {
        check(asked, endOf(heardAll(history.events, asked.head)).items);
      }
      checkResumed(history, whole);
      named += checkProfiles(history);
      for (const { from, to, items } of read(history, chance).ranges) {
        assert.deepEqual(items, between(whole, from, to), `what is held of ${from} to ${to}`);
      }
    } catch (problem) {
      problem.message = `history ${nth + 1}: ${problem.message}`;
      throw problem;
    }
  }
  assert.ok(named > lines.length, "people have names");
});

// The timeline's reducer: after any frames, the page holds what a fresh snapshot holds.

import assert from "node:assert/strict";
import test from "node:test";
import { endOf } from "../../public/model/ranges.ts";
import {
  afterFrame,
  emptyTimeline,
  entered,
  left,
  seen,
  unreadIn,
  WINDOW,
} from "../../public/model/timeline.ts";
import { about, ana, ben, events, happening, memberOf, message, page, welcome } from "./world.mjs";

const carla = { id: "ucarla", handle: "carla" };
const after = (frames, { from = emptyTimeline("g1"), focused = false, now = 0 } = {}) =>
  frames.reduce((state, frame) => afterFrame(state, frame, { now, focused }), from);
const live = (head = 0) => ({ type: "live", head });
const itemsOf = (state) => endOf(state).items;
const seqs = (state) => itemsOf(state).map((event) => event.seq);

test("replayed events give the state of a fresh snapshot", () => {
  const log = [
    happening(1, ben, "created", { title: "Nest", topic: "", visibility: "public" }),
    happening(2, ben, "admitted", { user: ana.id, user_handle: "ana" }),
    happening(3, carla, "joined"),
    happening(4, ben, "role_changed", { user: carla.id, user_handle: "carla", role: "admin" }),
    happening(5, ben, "renamed", { title: "Owls", topic: "At night" }),
    message(6, ana),
    happening(7, carla, "removed", { user: ben.id, user_handle: "ben" }),
    happening(8, carla, "left"),
    happening(9, carla, "joined"),
  ];
  const start = welcome({
    conversation: about({ title: "?" }),
    members: [],
    member_count: 1,
    head: 0,
  });
  const replayed = after([start, page(), live(), ...log.map((event) => events(event))]);
  const snapshot = after([
    welcome({
      conversation: about({ topic: "At night" }),
      members: [
        { ...memberOf(ana), read: 6 },
        { ...memberOf(carla), read: 9 },
      ],
      member_count: 2,
      head: 9,
    }),
    page(...log),
    live(9),
  ]);
  for (const part of ["about", "members", "count", "ranges", "last", "head"])
    assert.deepEqual(replayed[part], snapshot[part], part);
});

test("events up to the welcome's head are in its members already", () => {
  const from = after([welcome(), page(message(1, ben)), live(1)]);
  const state = after([welcome({ head: 2 }), events(happening(2, ana, "joined")), live(2)], {
    from,
  });
  assert.equal(state.count, 2);
});

test("my own role is known and changes even if the welcome does not list me", () => {
  const role = { user: ana.id, user_handle: "ana", role: "admin" };
  const state = after([
    welcome({ members: [memberOf(ben)], member_count: 70, head: 0 }),
    page(),
    live(),
    events(happening(1, ben, "role_changed", role)),
  ]);
  assert.deepEqual(
    [state.you.role, state.members[ana.id].role, state.count],
    ["admin", "admin", 70],
  );
});

test("a repeated event is held once, and events after a gap are not held", () => {
  const state = after([
    welcome(),
    page(),
    live(),
    events(message(1, ben), message(2, ben)),
    events(message(2, ben), message(3, ben)),
    events(message(5, ben)),
  ]);
  assert.deepEqual(seqs(state), [1, 2, 3]);
  assert.equal(state.last, 3);
});

test("a resume adds the missed events", () => {
  const before = after([welcome(), page(), live(), events(message(1, ben))]);
  const state = after([welcome({ head: 3 }), events(message(2, ben), message(3, ben)), live(3)], {
    from: before,
  });
  assert.deepEqual(seqs(state), [1, 2, 3]);
});

test("a reset forgets the log and begins with the latest page", () => {
  const before = after([welcome(), page(), live(), events(message(1, ben), message(2, ben))]);
  const state = after(
    [
      welcome({ head: 90 }),
      { type: "reset", reason: "too_far" },
      page(message(89, ben), message(90, ben)),
      live(90),
    ],
    { from: before },
  );
  assert.deepEqual([seqs(state), state.ranges.length, endOf(state).from], [[89, 90], 1, 89]);
});

test("an empty conversation has a beginning and nothing else", () => {
  const state = after([welcome(), page(), live()]);
  assert.deepEqual([state.last, endOf(state).from, seqs(state)], [0, 1, []]);
});

test("the new line appears at the first unread message of another person", () => {
  const frames = [
    welcome({ you: memberOf(ana, "member", 2), head: 5 }),
    page(message(1, ben), message(2, ben), message(3, ana), message(4, ben), message(5, ben)),
    live(5),
  ];
  const state = after(frames, { from: entered(emptyTimeline("g1")) });
  assert.equal(state.line, 4);
  assert.equal(unreadIn(state), 2);
  assert.equal(seen(state, 5).line, 4, "it stays while the person reads");
  assert.equal(left(state).line, null);
  assert.equal(entered(left(seen(state, 5))).line, null, "coming back with nothing unread");
});

test("a message gets a new line if nobody has the conversation focused, otherwise none", () => {
  const from = seen(
    after([welcome({ head: 1, you: memberOf(ana, "member", 1) }), page(message(1, ben)), live(1)], {
      from: entered(emptyTimeline("g1")),
    }),
    1,
  );
  assert.equal(after([events(message(2, ben))], { from, focused: true }).line, null);
  assert.equal(after([events(message(2, ben))], { from, focused: true }).read, 2);
  assert.equal(after([events(message(2, ben)), events(message(3, ben))], { from }).line, 2);
});

test("another focused tab of mine has read everything", () => {
  const from = after([welcome({ head: 1 }), page(message(1, ben)), live(1)]);
  assert.equal(unreadIn(from), 1);
  assert.equal(
    unreadIn(
      after([{ type: "presence", user: ana.id, handle: "ana", here: true, focused: true }], {
        from,
      }),
    ),
    0,
  );
  assert.equal(unreadIn(after([{ type: "read", user: ana.id, seq: 1 }], { from })), 0);
  assert.equal(unreadIn(after([{ type: "read", user: ben.id, seq: 1 }], { from })), 1);
});

test("typing lasts six seconds, or until the message comes, and is not about me", () => {
  const from = after(
    [
      welcome(),
      page(),
      live(),
      { type: "typing", user: ben.id, handle: "ben" },
      { type: "typing", user: ana.id, handle: "ana" },
    ],
    { now: 100 },
  );
  assert.deepEqual(from.typing, { [ben.id]: { handle: "ben", until: 6100 } });
  assert.deepEqual(after([events(message(1, ben))], { from }).typing, {});
});

test("presence comes and goes", () => {
  const from = after([welcome({ here: [{ user: ben.id, handle: "ben", focused: false }] })]);
  assert.equal(
    after([{ type: "presence", user: ben.id, handle: "ben", here: true, focused: true }], { from })
      .here[ben.id].focused,
    true,
  );
  assert.deepEqual(
    after([{ type: "presence", user: ben.id, handle: "ben", here: false, focused: false }], {
      from,
    }).here,
    {},
  );
});

test("my own role follows the log", () => {
  const state = after([
    welcome(),
    page(),
    live(),
    events(happening(1, ben, "role_changed", { user: ana.id, user_handle: "ana", role: "admin" })),
  ]);
  assert.equal(state.you.role, "admin");
});

test("a busy conversation does not fill the memory, and cut items can be fetched again", () => {
  const crowd = Array.from({ length: 2 * WINDOW }, (_, at) => events(message(at + 1, ben)));
  const state = after([welcome(), page(), live(), ...crowd]);
  assert.ok(itemsOf(state).length <= 1.5 * WINDOW);
  assert.equal(state.last, 2 * WINDOW);
  assert.equal(endOf(state).from, itemsOf(state)[0].seq);
  const reading = after([welcome(), page(), live(), ...crowd], {
    from: entered(emptyTimeline("g1")),
  });
  assert.equal(itemsOf(reading).length, 2 * WINDOW, "not while a person reads further up");
});

test("an unknown kind of event moves the head and changes nothing else", () => {
  const state = after([
    welcome(),
    page(),
    live(),
    events(happening(1, ben, "knitted", { wool: 3 }), message(2, ben)),
  ]);
  assert.deepEqual([state.last, state.count, seqs(state)], [2, 2, [2]]);
});

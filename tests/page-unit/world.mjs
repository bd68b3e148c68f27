// What the page's tests use: a clock and links that the test controls, people and their events.

import { Emitter } from "../../public/net/emitter.ts";

export const ana = { id: "uana", handle: "ana" };
export const ben = { id: "uben", handle: "ben" };

/** A clock at `time` that moves only by `pass`. */
export function handClock(time = 1_000_000) {
  let pending = [];
  return {
    now: () => time,
    after(ms, act) {
      const entry = { at: time + ms, act };
      pending.push(entry);
      return () => (pending = pending.filter((other) => other !== entry));
    },
    /**
     * Advances the clock by `ms`, runs what is due in order, and lets promises settle in between.
     */
    async pass(ms) {
      const until = time + ms;
      await settled();
      for (;;) {
        const next = pending.filter((entry) => entry.at <= until).sort((a, b) => a.at - b.at)[0];
        if (!next) break;
        pending = pending.filter((entry) => entry !== next);
        time = Math.max(time, next.at);
        next.act();
        await settled();
      }
      time = until;
    },
    get waiting() {
      return pending.length;
    },
  };
}

export const settled = () => new Promise((done) => setImmediate(done));

/** A link that the test controls. */
export class FakeLink extends Emitter {
  said = [];
  closed = false;
  checks = 0;

  constructor(way, url) {
    super();
    Object.assign(this, { way, url });
  }

  hears(frame) {
    this.dispatchEvent(
      new CustomEvent("text", {
        detail: typeof frame === "string" ? frame : JSON.stringify(frame),
      }),
    );
  }

  async falls(code = 1006) {
    this.dispatchEvent(new CustomEvent("down", { detail: { code } }));
    await settled();
  }

  send(text) {
    this.said.push(JSON.parse(text));
  }

  named(name) {
    this.name = name;
  }

  check() {
    this.checks += 1;
  }

  close() {
    this.closed = true;
  }
}

export const message = (seq, author, body = `m${seq}`, more = {}) => ({
  seq,
  at: seq * 1000,
  author: author.id,
  handle: author.handle,
  kind: "message",
  client_id: `c${seq}`,
  body,
  ...more,
});
export const happening = (seq, author, kind, more = {}) => ({
  seq,
  at: seq * 1000,
  author: author.id,
  handle: author.handle,
  kind,
  ...more,
});
export const memberOf = (person, role = "member", read = 0) => ({
  user: person.id,
  handle: person.handle,
  role,
  read,
});

export const about = (more = {}) => ({
  id: "g1",
  kind: "group",
  title: "Owls",
  topic: "",
  visibility: "public",
  epoch: "e1",
  ...more,
});
export const welcome = (more = {}) => ({
  type: "welcome",
  conversation: about(),
  you: memberOf(ana),
  members: [memberOf(ana), memberOf(ben, "owner")],
  member_count: 2,
  here: [],
  head: 0,
  ack_after: 1_000_000,
  ...more,
});
export const events = (...list) => ({ type: "events", events: list });
/** The latest page with these items. Without items: the page of an empty conversation. */
export const page = (...items) => ({
  type: "page",
  from: items[0]?.seq ?? 1,
  to: items.at(-1)?.seq ?? 0,
  items,
});

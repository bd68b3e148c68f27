// A page's conversations with connections that the test controls, and one in which a person reads.
import { Conversations } from "../../public/app/conversations.ts";
import { initialState } from "../../public/app/state.ts";
import { Store } from "../../public/app/store.ts";
import { writingOf } from "../../public/app/writing.ts";
import { Emitter } from "../../public/net/emitter.ts";
import { browserTabs, keepIn, memory } from "./keeping.mjs";
import { ana, ben, handClock, memberOf, message, page, welcome } from "./world.mjs";

class FakeConnection extends Emitter {
  stopped = false;
  start() {}
  stop() {
    this.stopped = true;
  }
  send() {
    return true;
  }
  says(type, detail) {
    this.emit(type, detail);
  }
}

export function world(api = {}) {
  const clock = handClock();
  const store = new Store({ ...initialState, session: { phase: "in", you: ana, id: "s1" } });
  const connections = {};
  let count = 0;
  const writing = writingOf({
    store,
    keep: keepIn(memory()),
    tabs: browserTabs()(),
    clock,
    tabs: browserTabs()(),
    newId: () => `id${++count}`,
    tell: (id, frame) => it.conversations.tell(id, frame),
    complain() {},
    rescued() {},
  });
  const it = {
    clock,
    store,
    connections,
    ...writing,
    eyes: false,
    atEnd: true,
    place: null,
    complaints: [],
    get open() {
      return Object.keys(connections).filter((id) => !connections[id].stopped);
    },
  };
  it.conversations = new Conversations({
    store,
    outgoing: writing.outgoing,
    clock,
    api,
    complain: ({ code }) => it.complaints.push(code),
    signedOut() {},
    changed() {},
    leaveEnd: () => (it.atEnd = false),
    last: () => null,
    connect: (id) => (connections[id] = new FakeConnection()),
    attention: () => ({
      visible: it.eyes,
      windowFocused: true,
      atEnd: it.atEnd,
      lastInput: 0,
      now: 0,
      place: () => it.place,
    }),
  });
  it.goes = (id) => {
    store.change({ route: id ? { place: "conversation", id } : { place: "home", id: null } });
    it.conversations.enter(id);
  };
  return it;
}

/** A conversation that holds messages 90 and 91 of 91, and is read up to `read`. */
export const reading = (...answers) => readUpTo(91, ...answers);
export function readUpTo(read, ...answers) {
  const asked = [];
  const timeline = (...args) => (asked.push(args), answers.shift());
  const it = world({ timeline });
  it.goes("g1");
  it.says = (...frames) => frames.forEach((frame) => it.connections.g1.says("frame", frame));
  const you = memberOf(ana, "member", read);
  it.says(welcome({ head: 91, you }), page(message(90, ben), message(91, ben)), {
    type: "live",
    head: 91,
  });
  const spans = () => it.conversation.ranges.map(({ from, to }) => [from, to]);
  return Object.defineProperties(Object.assign(it, { asked }), {
    conversation: { get: () => it.store.state.conversations.g1 },
    spans: { get: spans },
  });
}
export const answered = async (from, to, head = 91) => {
  const items = Array.from({ length: to - from + 1 }, (_, nth) => message(from + nth, ben));
  return { from, to, items, head };
};

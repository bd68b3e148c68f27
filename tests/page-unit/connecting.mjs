// A connection in a test that controls its clock and its links.
import { Connection } from "../../public/net/connection.ts";
import { readConversationFrame } from "../../public/net/frames.ts";
import { Ways } from "../../public/net/ways.ts";
import { FakeLink, handClock, welcome } from "./world.mjs";

/**
 * A started connection, with all that it opened, heard and ended as. `beside`: another one of the
 * same page.
 */
export function connecting({ probe = "ok", since = null, chance = 1, beside = null } = {}) {
  const clock = beside?.clock ?? handClock();
  const links = [];
  const trials = [];
  const make = (way) => (url) => links[links.push(new FakeLink(way, url)) - 1];
  const tryOpen = (way) => trials[trials.push(new FakeLink(way, "trial")) - 1];
  const ways = beside?.ways ?? new Ways({ clock, tryOpen });
  const it = {
    clock,
    links,
    trials,
    ways,
    probe,
    since,
    chance,
    frames: [],
    ended: null,
    get link() {
      return links.at(-1);
    },
  };
  it.connection = new Connection({
    open: { socket: make("socket"), stream: make("stream"), poll: make("poll") },
    ways,
    clock,
    chance: () => it.chance,
    read: readConversationFrame,
    liveAt: "live",
    url: (way, cursor) => `${way}?${cursor?.since ?? ""}`,
    cursor: () => (it.since === null ? null : { since: it.since, epoch: "e1" }),
    probe: async () => await it.probe,
  });
  it.connection.addEventListener("frame", ({ detail }) => {
    it.frames.push(detail.type);
    if (detail.type === "events") it.since = detail.events.at(-1).seq;
  });
  it.connection.addEventListener("ended", ({ detail }) => (it.ended = detail));
  it.goLive = () => {
    if (it.link.closed) return;
    it.link.hears(welcome());
    it.link.hears({ type: "live", head: it.since ?? 0 });
  };
  it.connection.start();
  return it;
}

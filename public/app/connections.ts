// How this page makes connections: the addresses, the three ways, and the HTTP request that tells a
// blocked way from an ended session.

import { api, Refusal } from "../net/api.ts";
import { Connection } from "../net/connection.ts";
import { readConversationFrame, readUserFrame } from "../net/frames.ts";
import { ConversationPoll, InboxPoll } from "../net/polls.ts";
import { SocketLink } from "../net/socket.ts";
import { StreamLink } from "../net/stream.ts";
import { Ways } from "../net/ways.ts";
import type { Cursor } from "../net/connection-types.ts";
import type { ToPage } from "../net/frames.ts";
import type { Way } from "../net/ways.ts";
import type { Overview, ToClient, ToUserClient } from "../wire.ts";
import type { Clock } from "./clock.ts";

const PERSON = { socket: "/socket", stream: "/stream", poll: "/api/inbox" };

/** What the app uses of a connection. */
export type AppConnection<F extends ToPage> = Pick<
  Connection<F>,
  "start" | "stop" | "send" | "hurry" | "on"
>;

interface Deps {
  readonly clock: Clock;
  /** A random number from 0 to 1. */
  chance(): number;
  readonly location: Location;
}

interface Connections {
  readonly ways: Ways;
  person(): AppConnection<ToUserClient>;
  conversation(id: string, cursor: () => Cursor | null): AppConnection<ToClient>;
}

export function connectionsOf({ clock, chance, location }: Deps): Connections {
  const socketBase = location.origin.replace(/^http/, "ws");
  const open = {
    socket: (path: string) => new SocketLink(socketBase + path, { clock }),
    stream: (path: string) => new StreamLink(path, { clock }),
  };
  const ways = new Ways({ clock, tryOpen: (way) => open[way](PERSON[way]) });
  const common = { ways, clock, chance };
  return {
    ways,
    person: () =>
      new Connection({
        ...common,
        read: readUserFrame,
        liveAt: "welcome",
        cursor: () => null,
        probe: () => probed(api.me()),
        url: (way) => PERSON[way],
        open: { ...open, poll: (path) => new InboxPoll(path, { clock }) },
      }),
    conversation: (id, cursor) =>
      new Connection({
        ...common,
        read: readConversationFrame,
        liveAt: "live",
        cursor,
        probe: () => probed(api.conversation(id).then(insideOnly)),
        url: addressOf(id),
        open: { ...open, poll: (path) => new ConversationPoll(path, { clock }) },
      }),
  };
}

const addressOf = (id: string) => (way: Way, from: Cursor | null) => {
  const since = from && new URLSearchParams({ since: `${from.since}`, epoch: from.epoch ?? "" });
  return `/conversations/${encodeURIComponent(id)}/${way}${since ? `?${since}` : ""}`;
};

/** The API shows a public group to strangers, but its socket does not accept them. */
function insideOnly({ you }: Overview): void {
  if (!you) throw new Refusal({ code: "not_found" }, 404);
}

/** What an HTTP request says about a socket that did not open. */
async function probed(question: Promise<unknown>) {
  try {
    await question;
    return "ok";
  } catch (refusal) {
    const status = refusal instanceof Refusal ? refusal.status : 0;
    if (status === 401) return "signed_out";
    if (status === 403 || status === 404) return "gone";
    return status > 0 && status < 500 ? "ok" : "unreachable";
  }
}

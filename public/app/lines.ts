// How this page makes connections: the addresses, the three ways, and the HTTP request that tells a
// blocked way from an ended session.

import { api } from "../net/api.ts";
import { Connection } from "../net/connection.ts";
import { readConversationFrame, readUserFrame } from "../net/frames.ts";
import { ConversationPoll, InboxPoll } from "../net/polls.ts";
import { SocketLink } from "../net/socket.ts";
import { StreamLink } from "../net/stream.ts";
import { Ways } from "../net/ways.ts";

const PERSON = { socket: "/socket", stream: "/stream", poll: "/api/inbox" };

/** { ways, person(), conversation(id, cursor) } for a page at `location`. */
export function linesOf({ clock, chance, location }) {
  const socketBase = location.origin.replace(/^http/, "ws");
  const open = {
    socket: (path) => new SocketLink(socketBase + path, { clock }),
    stream: (path) => new StreamLink(path, { clock }),
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

const addressOf = (id) => (way, from) => {
  const since = from ? `?${new URLSearchParams(from)}` : "";
  return `/conversations/${encodeURIComponent(id)}/${way}${since}`;
};

/** The API shows a public group to strangers, but its socket does not accept them. */
function insideOnly(answer) {
  if (!answer.you) throw Object.assign(new Error("not a member"), { status: 404 });
}

/** What an HTTP request says about a socket that did not open. */
async function probed(question) {
  try {
    await question;
    return "ok";
  } catch ({ status }) {
    if (status === 401) return "signed_out";
    if (status === 403 || status === 404) return "gone";
    return status > 0 && status < 500 ? "ok" : "unreachable";
  }
}

// The even floor: an object that stores and sends what Dormouse does (a row and its index entry for
// each message, an event in JSON), and batches in the same way. It has no sessions, members,
// limits, repeats or resuming, so it shows the least cost of this work.
import { DurableObject } from "cloudflare:workers";

const YIELDS_MAX = 5;
const YIELD_SOCKETS = 3;

export class Conversation extends DurableObject {
  sockets = new Set(this.ctx.getWebSockets());
  waiting = [];
  yielding = false;
  lastBatch = 1;

  constructor(ctx, env) {
    super(ctx, env);
    ctx.storage.sql.exec(`CREATE TABLE IF NOT EXISTS messages (
      seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, author INTEGER NOT NULL,
      client_id TEXT NOT NULL, post INTEGER NOT NULL, body TEXT NOT NULL,
      UNIQUE (author, client_id))`);
    this.head = ctx.storage.sql
      .exec("SELECT coalesce(max(seq), 0) AS head FROM messages")
      .one().head;
  }

  fetch() {
    const [client, server] = Object.values(new WebSocketPair());
    this.ctx.acceptWebSocket(server);
    this.sockets.add(server);
    server.send(JSON.stringify({ type: "live", head: this.head }));
    return new Response(null, { status: 101, webSocket: client });
  }

  webSocketMessage(_, text) {
    const post = JSON.parse(text);
    if (post.type !== "post") return;
    this.waiting.push(post);
    if (this.yielding) return;
    if (this.lastBatch > 1 && this.sockets.size >= YIELD_SOCKETS)
      this.#yieldTurns(Math.min(YIELDS_MAX, this.lastBatch), 1);
    else this.#flush(1);
  }

  /** `first`: whether the first waiting post waits for its own turn, and not for another post. */
  #flush(first) {
    const joined = this.waiting.length - first;
    this.lastBatch = joined > 0 ? joined + 1 : 1;
    if (this.waiting.length === 0) return;
    const events = this.waiting.map(({ client_id, body }) => {
      const [seq, at] = [(this.head += 1), Date.now()];
      this.ctx.storage.sql.exec(
        "INSERT INTO messages VALUES (?, ?, 1, ?, ?, ?)",
        seq,
        at,
        client_id,
        seq,
        body,
      );
      return {
        seq,
        at,
        author: "u0123456789abcdefghij",
        handle: "p12-0123456789ab",
        kind: "message",
        client_id,
        body,
      };
    });
    this.waiting = [];
    const frame = JSON.stringify({ type: "events", events });
    for (const socket of this.sockets) socket.send(frame);
    if (this.lastBatch < 2 && this.sockets.size >= YIELD_SOCKETS) this.#yieldTurns(1, 0);
  }

  #yieldTurns(turns, first) {
    this.yielding = true;
    setTimeout(() => {
      if (turns > 1) return this.#yieldTurns(turns - 1, first);
      this.yielding = false;
      this.#flush(first);
    }, 0);
  }

  webSocketClose(socket) {
    this.sockets.delete(socket);
    socket.close();
  }

  webSocketError(socket) {
    this.sockets.delete(socket);
  }
}

export default {
  fetch: (request, env) =>
    env.CONVERSATIONS.getByName(new URL(request.url).pathname).fetch(request),
};

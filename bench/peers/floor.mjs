// The floor: the least that a chat on workerd can be. One object per conversation, hibernating
// sockets, one INSERT per message, only the text to everyone. No accounts, no members, no order to
// resume from.
import { DurableObject } from "cloudflare:workers";

export class Conversation extends DurableObject {
  constructor(ctx, env) {
    super(ctx, env);
    this.sockets = new Set(ctx.getWebSockets());
    ctx.storage.sql.exec(
      "CREATE TABLE IF NOT EXISTS messages (id INTEGER PRIMARY KEY, body TEXT NOT NULL)",
    );
  }

  fetch() {
    const [client, server] = Object.values(new WebSocketPair());
    this.ctx.acceptWebSocket(server);
    this.sockets.add(server);
    return new Response(null, { status: 101, webSocket: client });
  }

  webSocketMessage(_, text) {
    this.ctx.storage.sql.exec("INSERT INTO messages (body) VALUES (?)", text);
    for (const socket of this.sockets) socket.send(text);
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
  async fetch(request, env) {
    // With a database it also looks up the session: the least cost of telling people apart.
    if (env.DB)
      await env.DB.prepare("SELECT user FROM sessions WHERE token = ?")
        .bind(request.headers.get("authorization"))
        .first();
    return env.CONVERSATIONS.getByName(new URL(request.url).pathname).fetch(request);
  },
};

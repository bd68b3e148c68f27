// The floor: the least a chat on workerd can be. One object per room, hibernating sockets, one INSERT per message, the bare
// text to everyone. No accounts, no members, no order to resume from.
import { DurableObject } from "cloudflare:workers";

export class Room extends DurableObject {
  constructor(ctx, env) {
    super(ctx, env);
    this.sockets = new Set(ctx.getWebSockets());
    ctx.storage.sql.exec("CREATE TABLE IF NOT EXISTS messages (id INTEGER PRIMARY KEY, body TEXT NOT NULL)");
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
    // With a database it also asks who is there: what telling people apart costs at least.
    if (env.DB) await env.DB.prepare("SELECT user FROM sessions WHERE token = ?").bind(request.headers.get("authorization")).first();
    return env.ROOMS.getByName(new URL(request.url).pathname).fetch(request);
  },
};

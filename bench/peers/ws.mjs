// The tutorial that most people start from: Node and `ws`, rooms in memory. With a folder as
// argument, each message is a row in SQLite, synced to disk before anyone gets it.
import { createServer } from "node:http";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { WebSocketServer } from "ws";

const [folder] = process.argv.slice(2);
const store = folder ? storing(join(folder, "messages.sqlite")) : () => {};
const rooms = new Map();
const server = createServer();

new WebSocketServer({ server }).on("connection", (socket, { url }) => {
  const room = rooms.get(url) ?? new Set();
  rooms.set(url, room.add(socket));
  socket.on("message", (bytes) => {
    const text = bytes.toString();
    store(url, text);
    for (const other of room) other.send(text);
  });
  socket.on("close", () => room.delete(socket));
});

server.listen(0, "127.0.0.1", () => process.send(server.address().port));

function storing(path) {
  const database = new DatabaseSync(path);
  database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
  database.exec(
    "CREATE TABLE messages (id INTEGER PRIMARY KEY, room TEXT NOT NULL, body TEXT NOT NULL)",
  );
  const insert = database.prepare("INSERT INTO messages (room, body) VALUES (?, ?)");
  return (room, text) => insert.run(room, text);
}

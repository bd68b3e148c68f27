// Socket.IO as in its own tutorial: rooms in memory, WebSocket transport.
import { createServer } from "node:http";
import { Server } from "socket.io";

const server = createServer();
const io = new Server(server, { serveClient: false, transports: ["websocket"] });

io.on("connection", (socket) => {
  const { room } = socket.handshake.query;
  socket.join(room);
  socket.on("chat", (text) => io.to(room).emit("chat", text));
});

server.listen(0, "127.0.0.1", () => process.send(server.address().port));

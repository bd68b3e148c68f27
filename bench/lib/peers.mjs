// What Dormouse is measured against. Each answers `seats(rooms, clients)`: where so many clients in so many rooms connect.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { forkServer } from "./process.mjs";
import { startWorkerd } from "./workerd.mjs";

const file = (name) => fileURLToPath(new URL(`../peers/${name}.mjs`, import.meta.url));

const seatsAt = (path) => (rooms, clients) =>
  Array.from({ length: rooms * clients }, (_, nth) => {
    const room = Math.floor(nth / clients);
    return { path: path(`${rooms}-of-${clients}-${room}`), room };
  });

export async function startFloor(persist, { name = "floor", peer = "floor", dialect = "bare", d1 } = {}) {
  const server = await startWorkerd({
    name: "floor",
    persist,
    modules: [{ type: "ESModule", path: "peer.mjs", contents: readFileSync(file(peer), "utf8") }],
    objects: { ROOMS: "Room" },
    date: "2026-11-17",
    d1,
  });
  return { name, dialect, seats: seatsAt((room) => `/${room}`), ...server };
}

/** Sends and stores what Dormouse does, and does nothing else. */
export const startEvenFloor = (persist) => startFloor(persist, { name: "even floor", peer: "even", dialect: "dormouse" });

/** The floor, asking D1 for a session at each connection. */
export async function startFloorWithD1(persist) {
  const server = await startFloor(persist, { name: "floor+D1", d1: ["DB"] });
  const database = await server.miniflare.getD1Database("DB");
  await database.exec("CREATE TABLE sessions (token TEXT NOT NULL PRIMARY KEY, user TEXT NOT NULL) WITHOUT ROWID");
  const seats = async (rooms, clients) => {
    const tokens = Array.from({ length: clients }, (_, nth) => `Bearer ${nth}`);
    await database.prepare("INSERT OR IGNORE INTO sessions SELECT value, value FROM json_each(?)").bind(JSON.stringify(tokens)).run();
    return server.seats(rooms, clients).map((seat, nth) => ({ ...seat, headers: [["authorization", tokens[nth % clients]]] }));
  };
  return { ...server, seats };
}

export const startWs = async () => ({
  name: "ws", dialect: "bare", seats: seatsAt((room) => `/${room}`), ...(await forkServer(file("ws"), [])),
});

export const startWsSqlite = async (folder) => ({
  name: "ws+SQLite", dialect: "bare", seats: seatsAt((room) => `/${room}`), ...(await forkServer(file("ws"), [folder])),
});

export const startSocketIo = async () => ({
  name: "Socket.IO",
  dialect: "socket_io",
  seats: seatsAt((room) => `/socket.io/?EIO=4&transport=websocket&room=${room}`),
  ...(await forkServer(file("socket-io"), [])),
});

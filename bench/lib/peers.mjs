// What Dormouse is measured against. Each answers `endpoints(groups, clients)`: where this many
// clients in this many groups connect.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { forkServer } from "./process.mjs";
import { startWorkerd } from "./workerd.mjs";

const file = (name) => fileURLToPath(new URL(`../peers/${name}.mjs`, import.meta.url));

const endpointsAt = (path) => (groups, clients) =>
  Array.from({ length: groups * clients }, (_, nth) => {
    const group = Math.floor(nth / clients);
    return { path: path(`${groups}-of-${clients}-${group}`), group };
  });

export async function startFloor(
  persist,
  { name = "floor", peer = "floor", dialect = "bare", d1 } = {},
) {
  const server = await startWorkerd({
    name: "floor",
    persist,
    modules: [{ type: "ESModule", path: "peer.mjs", contents: readFileSync(file(peer), "utf8") }],
    objects: { CONVERSATIONS: "Conversation" },
    date: "2026-11-17",
    d1,
  });
  return { name, dialect, endpoints: endpointsAt((group) => `/${group}`), ...server };
}

/** Sends and stores what Dormouse does, and does nothing else. */
export const startEvenFloor = (persist) =>
  startFloor(persist, { name: "even floor", peer: "even", dialect: "dormouse" });

/** The floor, which asks D1 for a session at each connection. */
export async function startFloorWithD1(persist) {
  const server = await startFloor(persist, { name: "floor+D1", d1: ["DB"] });
  const database = await server.miniflare.getD1Database("DB");
  await database.exec(
    "CREATE TABLE sessions (token TEXT NOT NULL PRIMARY KEY, user TEXT NOT NULL) WITHOUT ROWID",
  );
  const endpoints = async (groups, clients) => {
    const tokens = Array.from({ length: clients }, (_, nth) => `Bearer ${nth}`);
    await database
      .prepare("INSERT OR IGNORE INTO sessions SELECT value, value FROM json_each(?)")
      .bind(JSON.stringify(tokens))
      .run();
    return server.endpoints(groups, clients).map((endpoint, nth) => ({
      ...endpoint,
      headers: [["authorization", tokens[nth % clients]]],
    }));
  };
  return { ...server, endpoints };
}

export const startWs = async () => ({
  name: "ws",
  dialect: "bare",
  endpoints: endpointsAt((group) => `/${group}`),
  ...(await forkServer(file("ws"), [])),
});

export const startWsSqlite = async (folder) => ({
  name: "ws+SQLite",
  dialect: "bare",
  endpoints: endpointsAt((group) => `/${group}`),
  ...(await forkServer(file("ws"), [folder])),
});

export const startSocketIo = async () => ({
  name: "Socket.IO",
  dialect: "socket_io",
  endpoints: endpointsAt((group) => `/socket.io/?EIO=4&transport=websocket&room=${group}`),
  ...(await forkServer(file("socket-io"), [])),
});

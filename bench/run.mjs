// `npm run bench`: Dormouse beside what else people would pick, on this machine, in one run. bench/README.md says what each
// scenario is and how to read the table.
//
//   npm run bench                         everything: about 35 minutes
//   npm run bench -- saturate,fanout      only these
//   npm run bench -- saturate --rounds 1 --media tmpfs --peers dormouse,floor
//
// Every figure is the median over the rounds, in which all take turns, with the smallest and the largest behind it.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { must, root } from "../scripts/lib/run.mjs";
import { say, seconds } from "../scripts/lib/say.mjs";
import { buildDormouse, startDormouse } from "./lib/dormouse.mjs";
import { buildLoad, play } from "./lib/load.mjs";
import { ALONE } from "./lib/alone.mjs";
import { COMPARED, SCENARIOS } from "./lib/scenarios.mjs";
import { list, machine, table } from "./lib/table.mjs";
import { startEvenFloor, startFloor, startFloorWithD1, startSocketIo, startWs, startWsSqlite } from "./lib/peers.mjs";

/** Where the data is. A path on the machine's disk, and one in its memory. */
const MEDIA = { disk: process.env.BENCH_DISK ?? tmpdir(), tmpfs: "/dev/shm" };
/** Who takes part, each started with a folder of its own; the first is measured, the others are what it is measured against. */
const PEERS = {
  dormouse: (folder) => startDormouse(folder, { people: 1_000 }),
  floor: startFloor,
  "even floor": startEvenFloor,
  "floor+D1": startFloorWithD1,
  ws: startWs,
  "ws+SQLite": startWsSqlite,
  "Socket.IO": startSocketIo,
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: "string", default: "5" },
    media: { type: "string", default: "disk,tmpfs" },
    peers: { type: "string", default: Object.keys(PEERS).join() },
  },
});
const wanted = positionals[0]?.split(",") ?? [...Object.keys(SCENARIOS), ...Object.keys(ALONE)];
const peers = values.peers.split(",");
const rounds = Number(values.rounds);

say("building the load generator and the Worker as it is deployed …");
if (peers.includes("Socket.IO")) await must("npm", ["install", "--prefix", join(root, "bench"), "--no-audit", "--no-fund"]);
await buildLoad();
await buildDormouse();
console.log(`\n${machine()}\n`);
for (const medium of values.media.split(",")) await measure(medium);
process.exit(0);

async function measure(medium) {
  const folder = mkdtempSync(join(MEDIA[medium], "dormouse-bench-"));
  const at = (name) => mkdtempSync(join(folder, `${name.replace(/\W/g, "-")}-`));
  const standing = {};
  const start = (name) => PEERS[name](at(name));
  const stand = async (name) => (standing[name] ??= await start(name));
  try {
    for (const name of wanted.filter((name) => SCENARIOS[name])) {
      const { shown, fresh } = SCENARIOS[name];
      await timed(name, async () => table(`${name}, on ${medium}`, shown, await played(SCENARIOS[name], fresh ? start : stand)));
    }
    await Promise.all(Object.values(standing).map((server) => server.stop()));
    for (const name of wanted.filter((name) => ALONE[name])) {
      await timed(name, async () => `${name}, on ${medium}\n\n${list(await ALONE[name](at(name)))}`);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function timed(name, work) {
  const since = Date.now();
  console.log(`${await work()}\n`);
  say(`${name} took ${seconds(since)}\n`);
}

/** { server: { figure: [one per round] } }, all taking turns. */
async function played({ rooms, clients, scenario, fresh, only = COMPARED }, start) {
  const figures = {};
  for (let round = 0; round < rounds; round += 1) {
    const playing = peers.filter((name) => only.includes(name));
    // Each round begins with another.
    for (const name of [...playing.slice(round % playing.length), ...playing.slice(0, round % playing.length)]) {
      let server = await start(name);
      const seats = await server.seats(rooms, clients);
      // Making a group and letting people join has warmed it.
      if (fresh && server.restarted) server = await server.restarted();
      const measured = await play(server, seats, scenario);
      if (fresh) await server.stop();
      const all = (figures[name] ??= {});
      for (const [figure, value] of Object.entries(measured)) (all[figure] ??= []).push(value);
    }
  }
  return figures;
}

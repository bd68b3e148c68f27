// `npm run bench`: Dormouse beside its alternatives, on this machine, in one run. bench/README.md
// explains each scenario and the table.
//
//   npm run bench                         everything: about 35 minutes
//   npm run bench -- saturate,fanout      only these
//   npm run bench -- saturate --rounds 1 --media tmpfs --peers dormouse,floor
//   npm run bench -- --against ../other   this checkout and another, in pairs: is it slower?
//
// Every figure is the median over the rounds, in which all servers take turns, followed by the
// smallest and the largest value.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { must, root } from "../scripts/lib/run.mjs";
import { giveUp, say, seconds } from "../scripts/lib/say.mjs";
import { HOT_PATHS, against } from "./lib/against.mjs";
import { buildDormouse, bundleOf, modulesIn, otherBuild } from "./lib/bundle.mjs";
import { startDormouse } from "./lib/dormouse.mjs";
import { buildLoad, play } from "./lib/load.mjs";
import { ALONE } from "./lib/alone.mjs";
import { COMPARED, SCENARIOS } from "./lib/scenarios.mjs";
import { list, machine, table } from "./lib/table.mjs";
import {
  startEvenFloor,
  startFloor,
  startFloorWithD1,
  startSocketIo,
  startWs,
  startWsSqlite,
} from "./lib/peers.mjs";

/** Where the data is: a path on the machine's disk, and one in its memory. */
const MEDIA = { disk: process.env.BENCH_DISK ?? tmpdir(), tmpfs: "/dev/shm" };
/** The servers, each started with its own folder. The first is measured against the others. */
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
    // Rounds of all servers, or pairs of two builds.
    rounds: { type: "string" },
    media: { type: "string" },
    peers: { type: "string", default: Object.keys(PEERS).join() },
    // Another checkout, or a bundle.
    against: { type: "string" },
  },
});
const playable = Object.keys(values.against ? SCENARIOS : { ...SCENARIOS, ...ALONE });
const wanted = positionals[0]?.split(",") ?? (values.against ? HOT_PATHS : playable);
const peers = values.against ? ["dormouse"] : values.peers.split(",");
const rounds = Number(values.rounds ?? (values.against ? 10 : 5));
const media = (values.media ?? (values.against ? "tmpfs" : "disk,tmpfs")).split(",");
const unknown = wanted.filter((name) => !playable.includes(name));
if (unknown.length > 0) giveUp(`There is no scenario ${unknown.join()} here: see bench/README.md.`);

say("building the load generator and the Worker as it is deployed …");
if (peers.includes("Socket.IO"))
  await must("npm", ["install", "--prefix", join(root, "bench"), "--no-audit", "--no-fund"]);
await buildLoad();
await buildDormouse();
// Read once, so that a build that runs meanwhile changes nothing.
const builds = values.against && {
  old: await otherBuild(values.against),
  new: modulesIn(bundleOf(root)),
};
console.log(`\n${machine()}\n`);
for (const medium of media) await inFolder(medium, values.against ? compare : measure);
process.exit(0);

async function inFolder(medium, work) {
  const folder = mkdtempSync(join(MEDIA[medium], "dormouse-bench-"));
  try {
    await work(medium, (name) => mkdtempSync(join(folder, `${name.replace(/\W/g, "-")}-`)));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function compare(medium, at) {
  const what = `${rounds} pairs on ${medium}`;
  await timed(what, async () => `${what}\n\n${await against(builds, wanted, rounds, at)}`);
}

async function measure(medium, at) {
  const running = {};
  const start = (name) => PEERS[name](at(name));
  const reuse = async (name) => (running[name] ??= await start(name));
  for (const name of wanted.filter((name) => SCENARIOS[name])) {
    const { shown, fresh } = SCENARIOS[name];
    const title = `${name}, on ${medium}`;
    const figures = () => played(SCENARIOS[name], fresh ? start : reuse);
    await timed(name, async () => table(title, shown, await figures()));
  }
  await Promise.all(Object.values(running).map((server) => server.stop()));
  for (const name of wanted.filter((name) => ALONE[name])) {
    await timed(name, async () => `${name}, on ${medium}\n\n${list(await ALONE[name](at(name)))}`);
  }
}

async function timed(name, work) {
  const since = Date.now();
  console.log(`${await work()}\n`);
  say(`${name} took ${seconds(since)}\n`);
}

/** { server: { figure: [one per round] } }, all taking turns. */
async function played({ groups, clients, scenario, fresh, only = COMPARED }, start) {
  const figures = {};
  for (let round = 0; round < rounds; round += 1) {
    const playing = peers.filter((name) => only.includes(name));
    // Each round begins with another server.
    for (const name of [
      ...playing.slice(round % playing.length),
      ...playing.slice(0, round % playing.length),
    ]) {
      const server = await start(name);
      const endpoints = await server.endpoints(groups, clients);
      // Creating a group and letting people join has warmed it.
      if (fresh) await server.restart?.();
      const measured = await play(server, endpoints, scenario);
      if (fresh) await server.stop();
      const all = (figures[name] ??= {});
      for (const [figure, value] of Object.entries(measured)) (all[figure] ??= []).push(value);
    }
  }
  return figures;
}

// `npm start`: from a fresh clone to a running chat. Plain Node 18 and built-ins only, because nothing is installed yet.
//
//   PORT=9000      another port (8787, or the next free one)
//   HOST=0.0.0.0   also for other machines, without https
//   npm start -- --persist-to /some/folder                       anything after -- goes to `wrangler dev`
import { spawn } from "node:child_process";
import { devArguments } from "./lib/dev.mjs";
import { ensurePackages } from "./lib/packages.mjs";
import { choosePort } from "./lib/port.mjs";
import { root } from "./lib/run.mjs";
import { giveUp, say, sinceStart } from "./lib/say.mjs";
import { buildWorker } from "./lib/worker.mjs";
import { quietly, wrangler } from "./lib/wrangler.mjs";

const GRACE_MS = 5_000;
const POLL_MS = 200;

// Side by side: the build for trying out needs nothing from npm. It comes first, because it may find
// that Rust is missing.
await Promise.all([buildWorker(), ensurePackages()]);

const host = process.env.HOST ?? "127.0.0.1";
const port = await choosePort(process.env.PORT, host);
const [command, args] = wrangler(...devArguments(host, port, process.argv.slice(2)));

// A process group of its own, so that one signal reaches wrangler and the runtimes it starts, and none is left behind.
const server = spawn(command, args, {
  cwd: root,
  env: { ...process.env, ...quietly() },
  stdio: ["ignore", "inherit", "inherit"],
  detached: true,
});
server.on("error", (problem) => giveUp(`wrangler did not start: ${problem.message}`));

const toAll = (signal) => {
  try {
    process.kill(-server.pid, signal);
  } catch {
    // The group is gone already, which is what was wanted.
  }
};

let ending = false;
function end() {
  if (ending) return;
  ending = true;
  toAll("SIGTERM");
  setTimeout(() => toAll("SIGKILL"), GRACE_MS).unref();
}
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, end);

// npm does not pass a SIGTERM on: it just dies, and whoever stopped it believes the server is stopped.
const npm = process.ppid;
if (process.env.npm_lifecycle_event) setInterval(() => process.ppid !== npm && end(), POLL_MS).unref();

server.on("exit", (exit) => {
  toAll("SIGKILL");
  if (ending) say("stopped; what was said is kept in .wrangler/state");
  process.exit(ending ? 0 : (exit ?? 1));
});

const address = `http://${host === "0.0.0.0" || host === "127.0.0.1" ? "localhost" : host}:${port}`;
while (!ending && !(await answers(`http://${host === "0.0.0.0" ? "127.0.0.1" : host}:${port}/`))) {
  await new Promise((resolve) => setTimeout(resolve, POLL_MS));
}
if (!ending) say(`ready after ${sinceStart()}:  ${address}   (Ctrl-C ends it)`);

async function answers(url) {
  try {
    await fetch(url);
    return true;
  } catch {
    return false;
  }
}

// `npm start`: from a fresh clone to a running chat. It uses plain Node 18 and its built-in
// modules, because nothing is installed yet.
//
//   PORT=9000      another port (8787, or the next free one)
//   HOST=0.0.0.0   also for other machines, without https
//
// Everything after `--` goes to `wrangler dev`: npm start -- --persist-to /some/folder
import { spawn } from "node:child_process";
import { devArguments } from "./lib/dev.mjs";
import { ensurePackages } from "./lib/packages.mjs";
import { buildPage } from "./lib/page.mjs";
import { choosePort } from "./lib/port.mjs";
import { root } from "./lib/run.mjs";
import { giveUp, say, sinceStart } from "./lib/say.mjs";
import { buildWorker } from "./lib/worker.mjs";
import { quietly, wrangler } from "./lib/wrangler.mjs";

const GRACE_MS = 5_000;
const POLL_MS = 200;

// These run side by side, because the local build needs nothing from npm. buildWorker() comes
// first, because it may find that Rust is missing.
await Promise.all([buildWorker(), ensurePackages().then(buildPage)]);

const host = process.env.HOST ?? "127.0.0.1";
const port = await choosePort(process.env.PORT, host);
const [command, args] = wrangler(...devArguments(host, port, process.argv.slice(2)));

// A process group of its own, so that one signal reaches wrangler and every runtime it starts.
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
    // The group has already ended.
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

// npm does not pass a SIGTERM on, it just dies. The server must then end as well.
const npm = process.ppid;
const endWithNpm = () => process.ppid !== npm && end();
if (process.env.npm_lifecycle_event) setInterval(endWithNpm, POLL_MS).unref();

server.on("exit", (exit) => {
  toAll("SIGKILL");
  if (ending) say("stopped; all messages stay in .wrangler/state");
  process.exit(ending ? 0 : (exit ?? 1));
});

const isEverywhere = host === "0.0.0.0";
const shown = isEverywhere || host === "127.0.0.1" ? "localhost" : host;
const address = `http://${shown}:${port}`;
const reached = `http://${isEverywhere ? "127.0.0.1" : host}:${port}/`;
while (!ending && !(await answers(reached))) {
  await new Promise((resolve) => setTimeout(resolve, POLL_MS));
}
if (!ending) say(`ready after ${sinceStart()}:  ${address}   (Ctrl-C stops it)`);

async function answers(url) {
  try {
    await fetch(url);
    return true;
  } catch {
    return false;
  }
}

// The load generator: one run of one scenario against one server.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { must, root } from "../../scripts/lib/run.mjs";

const CRATE = join(root, "bench/load");
const TARGET = join(root, "target/load");
const PROGRAM = join(TARGET, "release/dormouse-load");

export const buildLoad = () =>
  must("cargo", [
    "build",
    "--release",
    "--manifest-path",
    join(CRATE, "Cargo.toml"),
    "--target-dir",
    TARGET,
  ]);

/** Resolves to its figures. Rejects if a message was lost, doubled or out of order. */
export async function play({ name, dialect, address, pid }, endpoints, scenario) {
  const child = spawn(PROGRAM, [], { stdio: ["pipe", "pipe", "pipe"] });
  child.stdin.end(JSON.stringify({ server: { dialect, address, pid }, endpoints, scenario }));
  let [figures, complaint] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text) => (figures += text));
  child.stderr.setEncoding("utf8").on("data", (text) => (complaint += text));
  const code = await new Promise((ended) => child.on("close", ended));
  if (code !== 0) throw new Error(`${scenario.name} on ${name} failed: ${complaint.trim()}`);
  return JSON.parse(figures);
}

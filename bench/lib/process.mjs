// Servers are processes of their own: the kernel then tells what each has used.
import { fork } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";

/** Starts a Node server that sends its port when it listens. */
export async function forkServer(path, args, env) {
  const child = fork(path, args, { env: { ...process.env, ...env } });
  const port = await new Promise((listening, failed) => {
    child.once("message", listening);
    child.once("exit", (code) => failed(new Error(`${path} ended with code ${code}`)));
  });
  return { address: `127.0.0.1:${port}`, pid: child.pid, stop: () => child.kill("SIGKILL") };
}

/** The pids of this process's children of a name. */
export function children(name) {
  return readdirSync("/proc").filter((entry) => /^\d+$/.test(entry)).map(Number).filter((pid) => {
    try {
      const [, command, state, parent] = readFileSync(`/proc/${pid}/stat`, "utf8").match(/\((.*)\) (\S) (\d+)/);
      return command === name && state !== "Z" && Number(parent) === process.pid;
    } catch {
      return false; // It ended while we looked.
    }
  });
}

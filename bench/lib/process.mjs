// Each server is its own process, so the kernel reports what it has used.
import { fork } from "node:child_process";
import { createServer } from "node:net";
import { processes } from "../../tests/support/processes.mjs";

/** Starts a Node server that sends its port when it listens. */
export async function forkServer(path, args) {
  const child = fork(path, args);
  const port = await new Promise((listening, failed) => {
    child.once("message", listening);
    child.once("exit", (code) => failed(new Error(`${path} ended with code ${code}`)));
  });
  return { address: `127.0.0.1:${port}`, pid: child.pid, stop: () => child.kill("SIGKILL") };
}

/** The pids of this process's children of one name. */
export const children = (wanted) =>
  processes()
    .filter(({ ppid, name }) => ppid === process.pid && name === wanted)
    .map(({ pid }) => pid);

/** A port that nobody has at the moment. */
export function freePort() {
  const server = createServer();
  return new Promise((done) =>
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => done(port));
    }),
  );
}

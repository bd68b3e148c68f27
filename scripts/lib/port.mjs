// Chooses the port: the one that was asked for, or the next free one from 8787 on.
import { createServer } from "node:net";
import { giveUp, say } from "./say.mjs";

const DEFAULT = 8787;
const TRIES = 20;

const free = (port, host) =>
  new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen({ port, host }, () => server.close(() => resolve(true)));
  });

export async function choosePort(asked, host) {
  const port = Number(asked ?? DEFAULT);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    giveUp(`PORT=${asked} is not a port number (1–65535).`);
  }
  if (await free(port, host)) return port;
  if (asked) {
    giveUp(`Another program uses port ${port}. Choose another: PORT=${port + 1} npm start`);
  }
  for (let next = port + 1; next <= port + TRIES; next += 1) {
    if (!(await free(next, host))) continue;
    say(`another program uses port ${port}, so this one is ${next}`);
    return next;
  }
  return giveUp(`Ports ${port}–${port + TRIES} are all in use. Choose one: PORT=9000 npm start`);
}

// What is billed for a message, by the runtime's own counters: rows, calls between objects, and
// bytes sent.
import { setTimeout as sleep } from "node:timers/promises";
import WebSocket from "ws";
import { startDormouse } from "./dormouse.mjs";

const MESSAGES = 200;
/** Messages a second, as in a busy conversation between people. */
const PER_SECOND = 20;
/** Incoming WebSocket messages that are billed as one request (Durable Objects pricing). */
const MESSAGES_PER_REQUEST = 20;

/** A row for each size of audience, focused and absent. */
export async function counts(folder, sizes = [2, 10, 100, 1_000]) {
  const bill = { read: 0, written: 0, calls: 0 };
  const onLog = ({ message }) => {
    const found = /meter (\S+) read (\d+) written (\d+) calls (\d+)/.exec(message);
    if (!found) return;
    for (const [nth, figure] of Object.keys(bill).entries()) bill[figure] += Number(found[nth + 2]);
  };
  const server = await startDormouse(folder, {
    people: Math.max(...sizes) + 1,
    vars: { METER: "on" },
    onLog,
  });
  const rows = [];
  for (const size of sizes) {
    for (const focused of [true, false]) rows.push(await audience(server, size, focused, bill));
  }
  await server.stop();
  return rows;
}

async function audience(server, size, focused, bill) {
  const people = server.people.slice(0, size + (focused ? 0 : 1));
  const group = await server.group(`${size} ${focused}`, people);
  const lines = await Promise.all(
    (focused ? people : people.slice(0, 1)).map((one) => open(server, group, one)),
  );
  await sleep(3_000);
  const bytes = lines.reduce((sum, line) => sum + line.bytes, 0);
  Object.keys(bill).forEach((figure) => (bill[figure] = 0));
  for (let nth = 0; nth < MESSAGES; nth += 1) {
    lines[0].say({
      type: "post",
      client_id: `${nth}`,
      body: `message ${nth} of some length, as people write them`,
    });
    await sleep(1_000 / PER_SECOND);
  }
  await sleep(2_000);
  const each = (figure) => figure / MESSAGES;
  const row = {
    audience: `${size} ${focused ? "focused" : "absent"}`,
    "DO requests": each(bill.calls) + 1 / MESSAGES_PER_REQUEST,
    "rows written": each(bill.written),
    "rows read": each(bill.read),
    "bytes out": each(lines.reduce((sum, line) => sum + line.bytes, 0) - bytes),
    "calls per member": bill.calls / size,
  };
  lines.forEach((line) => line.close());
  return row;
}

async function open(server, group, { token }) {
  const socket = new WebSocket(`ws://${server.address}/conversations/${group}/socket`, {
    headers: { authorization: `Bearer ${token}` },
    perMessageDeflate: false,
  });
  const line = {
    bytes: 0,
    say: (frame) => socket.send(JSON.stringify(frame)),
    close: () => socket.close(),
  };
  socket.on("message", (data) => (line.bytes += data.length));
  await new Promise((live, failed) => {
    socket.on("error", failed);
    socket.on("message", (data) => data.includes('"type":"live"') && live());
  });
  line.say({ type: "focus", focused: true });
  return line;
}

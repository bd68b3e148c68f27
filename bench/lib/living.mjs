// What it costs that messages live: how fast a conversation with many reactions opens, and how much
// is written and stored where many messages were edited, deleted and reacted to.
import { mkdtempSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import WebSocket from "ws";
import { startDormouse } from "./dormouse.mjs";
import { median } from "./median.mjs";

const PAGE = 50;
const REACTIONS = 500;
const OPENINGS = 400;
const MESSAGES = 10_000;
/** Of each hundred messages. */
const SHARES = { edited: 20, "reacted to": 30, deleted: 5 };
/** Frames that wait for an answer at once. */
const IN_FLIGHT = 100;
const EMOJI = ["👍", "❤️", "😂", "🎉", "👀"];
/** As long as people write, between one word and two sentences. */
const words = (nth) => `message ${nth} ${"as people write them ".repeat(nth % 7)}`;

const open = async (server, group, { token }) => {
  const headers = { authorization: `Bearer ${token}` };
  const options = { headers, perMessageDeflate: false };
  const socket = new WebSocket(`ws://${server.address}/conversations/${group}/socket`, options);
  const waiting = new Map();
  socket.on("message", (data) => {
    const frame = JSON.parse(data);
    const answers = frame.type === "events" ? frame.events : [frame];
    for (const { type, request, client_id, kind, ...rest } of answers) {
      if (type === "error") throw new Error(JSON.stringify(rest));
      waiting.get(type === "done" ? request : kind === "message" ? client_id : type)?.();
    }
  });
  const answer = (name) =>
    new Promise((answered) => waiting.set(name, () => waiting.delete(name) && answered()));
  await answer("live");
  return {
    /** Resolves when the frame is answered under `name`. */
    say(frame, name) {
      socket.send(JSON.stringify(frame));
      return answer(name);
    },
    close: () => socket.close(),
  };
};

/** Says all frames, some at once. */
async function sayAll(line, frames) {
  const under = new Set();
  for (const frame of frames) {
    const said = line.say(frame, frame.request ?? frame.client_id);
    under.add(said);
    void said.then(() => under.delete(said));
    if (under.size >= IN_FLIGHT) await Promise.race(under);
  }
  await Promise.all(under);
}

const posts = (count) =>
  Array.from({ length: count }, (_, nth) => ({
    type: "post",
    client_id: `m${nth}`,
    body: words(nth),
  }));

/** The `seq` of each message, oldest first. */
async function messagesOf(server, group, { token }) {
  const all = [];
  for (let after = 0, head = 1; after < head;) {
    const path = `/api/conversations/${group}/events?after=${after}&limit=100`;
    const page = await server.ask(token, "GET", path);
    all.push(...page.events.filter(({ kind }) => kind === "message").map(({ seq }) => seq));
    [after, head] = [page.events.at(-1)?.seq ?? page.head, page.head];
  }
  return all;
}

const react = (message, nth) => ({
  type: "react",
  request: `react-${message}-${nth}`,
  message,
  emoji: EMOJI[nth % EMOJI.length],
  on: true,
});

/** Opening a bare conversation and one with reactions, by turns. */
async function openings(server) {
  const people = server.people.slice(0, 10);
  const groups = {};
  for (const name of ["bare", "with reactions"]) {
    groups[name] = await server.group(name, people);
    const line = await open(server, groups[name], people[0]);
    await sayAll(line, posts(PAGE));
    line.close();
  }
  const messages = await messagesOf(server, groups["with reactions"], people[0]);
  for (const [nth, person] of people.entries()) {
    const line = await open(server, groups["with reactions"], person);
    const each = REACTIONS / PAGE / people.length;
    for (let more = 0; more < each; more += 1)
      await sayAll(
        line,
        messages.map((message) => react(message, nth + more)),
      );
    line.close();
  }
  const took = { bare: [], "with reactions": [] };
  for (let nth = 0; nth < OPENINGS; nth += 1)
    for (const [name, group] of Object.entries(groups)) {
      const began = performance.now();
      const line = await open(server, group, people[nth % people.length]);
      took[name].push(performance.now() - began);
      line.close();
    }
  // The first are slower, because nothing is compiled yet.
  const [bare, reacted] = Object.values(took).map((all) => median(all.slice(OPENINGS / 4)));
  return { open_bare_ms: bare, open_500_reactions_ms: reacted, ratio: reacted / bare };
}

/** The bytes of all databases below a folder whose path has `part`. */
function bytesIn(folder, part) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true });
  const mine = files.filter((it) => it.isFile() && join(it.parentPath, it.name).includes(part));
  return mine.reduce((sum, it) => sum + statSync(join(it.parentPath, it.name)).size, 0);
}

/** What is written for the acts on 10,000 messages, and how large the conversation is then. */
async function lived(server, folder, bill) {
  const [anna, ben, cleo] = server.people;
  const group = await server.group("lived", [anna, ben, cleo]);
  const figures = {};
  // A process that ends writes all that it has into the database itself.
  const size = async () => {
    await server.restart();
    return bytesIn(folder, "ConversationObject");
  };
  const empty = await size();
  let bytes = empty;
  const counted = async (what, who, frames) => {
    const { written } = bill;
    const line = await open(server, group, who);
    await sayAll(line, frames);
    line.close();
    const [before, after] = [bytes, await size()];
    figures[`${what}: rows each`] = (bill.written - written) / frames.length;
    figures[`${what}: bytes each`] = (after - before) / frames.length;
    bytes = after;
  };
  await counted("posted", anna, posts(MESSAGES));
  const messages = await messagesOf(server, group, server.people[0]);
  const some = (share, from) => messages.filter((_, nth) => (nth * 37 + from) % 100 < share);
  const edited = some(SHARES.edited, 0).map((message, nth) => ({
    type: "edit",
    request: `edit-${message}`,
    message,
    body: `edited ${words(nth + 3)}`,
  }));
  const reacted = some(SHARES["reacted to"], 10).map((message, nth) => react(message, nth));
  const deleted = some(SHARES.deleted, 50).map((message) => ({
    type: "delete",
    request: `delete-${message}`,
    message,
  }));
  await counted("edited", anna, edited);
  await counted("reacted to", ben, reacted);
  await counted("deleted", anna, deleted);
  return { ...figures, "all: KiB": (bytes - empty) / 1_024 };
}

export async function living(folder) {
  const persist = mkdtempSync(join(folder, "living-"));
  const bill = { written: 0 };
  const onLog = ({ message }) => {
    const found = /meter \S+ read \d+ written (\d+)/.exec(message);
    if (found) bill.written += Number(found[1]);
  };
  const server = await startDormouse(persist, { people: 12, onLog, vars: { METER: "on" } });
  const before = await openings(server);
  const figures = await lived(server, persist, bill);
  await server.stop();
  return { ...before, ...figures };
}

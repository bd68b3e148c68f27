// Measures what only Dormouse has: history, people, signing in, what is billed, and starting.
import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import { counts } from "./counts.mjs";
import { endpoint, startDormouse } from "./dormouse.mjs";
import { living } from "./living.mjs";
import { play } from "./load.mjs";

const HISTORY = 1_000_000;
const PEOPLE = 100_000;
const PAGES = 2_000;
const LETTERS = "0123456789abcdefghijklmnopqrstuvwxyz";

const times = (count, make) => Array.from({ length: count }, (_, nth) => make(nth));
const inFolder = (folder, name) => mkdtempSync(join(folder, `${name}-`));
const between = (from, to) => from + Math.floor(Math.random() * (to - from));
const get = (server, people, paths) =>
  play(server, [], {
    name: "gets",
    paths: Object.entries(paths),
    tokens: people.map(({ token }) => token),
  });

/** Pages of 50 out of a million messages, all posted through sockets. */
async function history(folder) {
  const server = await startDormouse(inFolder(folder, "history"), { people: 100 });
  const group = await server.group("history", server.people);
  // Three, because a conversation with fewer sockets does not batch: each message would be a commit
  // of its own.
  const endpoints = server.people.slice(0, 3).map(({ token }) => endpoint(group, token, 0));
  const filled = await play(server, endpoints, {
    name: "fill",
    messages: HISTORY,
    in_flight: 1_000,
  });
  const pages = (from, to) =>
    times(PAGES, () => `/api/conversations/${group}/timeline?limit=50&before=${between(from, to)}`);
  const figures = await get(server, server.people, {
    warm_up: pages(1_000, HISTORY),
    at_the_head: pages(HISTORY - 1_000, HISTORY),
    in_the_middle: pages(HISTORY / 2 - 50_000, HISTORY / 2 + 50_000),
    at_the_start: pages(100, 1_100),
  });
  await server.stop();
  return { ...filled, ...figures };
}

/** Searches by the first letters of a handle. */
async function people(folder) {
  const server = await startDormouse(inFolder(folder, "people"), { people: PEOPLE });
  const any = () => LETTERS[Math.floor(Math.random() * LETTERS.length)];
  const searches = (letters) =>
    times(PAGES, () => `/api/people?prefix=p${times(letters, any).join("")}`);
  const figures = await get(server, server.people.slice(0, 100), {
    warm_up: searches(1),
    one_letter: searches(1),
    three_letters: searches(3),
    the_first_page: times(PAGES, () => "/api/people"),
  });
  await server.stop();
  return figures;
}

/** Many people sign in at once while two others go on posting. */
async function signIn(folder) {
  const server = await startDormouse(inFolder(folder, "sign-in"), { people: 2 });
  const handles = times(20, (nth) => `sleeper-${nth}`);
  for (const handle of handles) await server.register(handle);
  const bodies = handles.map((handle) => JSON.stringify(server.credentials(handle)));
  const endpoints = await server.endpoints(1, 2);
  const talk = (seconds) => play(server, endpoints, { name: "pingpong", seconds });
  const before = await talk(3);
  const [signedIn, during] = await Promise.all([
    play(server, [], { name: "posts", path: "/api/sessions", bodies, threads: 20, seconds: 5 }),
    talk(4),
  ]);
  await server.stop();
  return {
    sign_ins_per_s: signedIn.done_per_s,
    told_to_wait_per_s: signedIn.refused_per_s,
    others_p50_before_ms: before.round_p50_ms,
    others_p99_before_ms: before.round_p99_ms,
    others_p50_during_ms: during.round_p50_ms,
    others_p99_during_ms: during.round_p99_ms,
  };
}

/**
 * From the start of a new runtime process to its first answers: one that needs only the Worker,
 * and one that needs D1.
 */
async function cold(folder) {
  const persist = inFolder(folder, "cold");
  await (await startDormouse(persist)).stop();
  const took = { first_request_ms: [], first_with_d1_ms: [], second_request_ms: [] };
  for (let nth = 0; nth < 5; nth += 1) {
    const server = await startDormouse(persist, { isNew: false });
    for (const [figure, path] of [
      ["first_request_ms", "/api/health"],
      ["first_with_d1_ms", "/api/me"],
      ["second_request_ms", "/api/health"],
    ]) {
      const began = performance.now();
      await (
        await fetch(`http://${server.address}${path}`, {
          headers: { authorization: `Bearer ${"0".repeat(64)}` },
        })
      ).text();
      took[figure].push(performance.now() - began);
    }
    await server.stop();
  }
  return Object.fromEntries(
    Object.entries(took).map(([figure, all]) => [figure, all.sort((a, b) => a - b)[2]]),
  );
}

export const ALONE = { history, people, "sign-in": signIn, cold, counts, living };

// `--against`: two builds of Dormouse side by side. Did a change make a hot path slower?
//
// A pair is two new processes, one of each build, warmed alike. Both play each scenario before
// either plays the next, and the first to play alternates. Only ratios within a pair count, so
// other load on the machine affects both. Each pair has new processes, because one process may by
// chance be faster than its twin for its whole life.
import { say } from "../../scripts/lib/say.mjs";
import { startDormouse } from "./dormouse.mjs";
import { play } from "./load.mjs";
import { interval, median } from "./median.mjs";
import { SCENARIOS } from "./scenarios.mjs";
import { list, short } from "./table.mjs";

export const HOT_PATHS = ["saturate", "fanout", "groups", "pingpong", "idle", "resume"];
/** How much worse a hot path may get. */
const ALLOWED = 1.03;
/** Seconds measured of a warm scenario: more pairs say more than longer ones. */
const SECONDS = 2;
/** Without it V8 would run hastily compiled code in the first scenario. */
const WARM_UP = { name: "flood", senders: 10, in_flight: 4, warm_up: 0, seconds: 1 };

const shortened = ({ fresh, scenario }) =>
  !fresh && scenario.seconds ? { ...scenario, seconds: SECONDS } : scenario;

/** Plays this many pairs; `builds` is { old, new }, the modules of each. Resolves to a table. */
export async function against(builds, names, pairs, at) {
  const sides = {};
  for (const [side, modules] of Object.entries(builds)) {
    sides[side] = await prepare(at(side), modules, names);
  }
  const rows = names.flatMap((name) =>
    SCENARIOS[name].shown
      .filter((figure) => !figure.startsWith("load_"))
      .map((figure) => ({ name, figure, old: [], new: [] })),
  );
  for (let pair = 0; pair < pairs; pair += 1) {
    const since = Date.now();
    const order = pair % 2 ? ["new", "old"] : ["old", "new"];
    for await (const [name, side, figures] of played(sides, names, order)) {
      const its = rows.filter((row) => row.name === name);
      for (const row of its) row[side].push(figures[row.figure]);
    }
    say(`pair ${pair + 1} of ${pairs} took ${Math.round((Date.now() - since) / 1_000)} s`);
  }
  return list(rows.map(judged));
}

/** One build with everybody in their groups, at rest. */
async function prepare(persist, modules, names) {
  const server = await startDormouse(persist, { people: 1_000, modules });
  const endpoints = { warm: await server.endpoints(1, 100) };
  for (const name of names) {
    const { groups, clients } = SCENARIOS[name];
    endpoints[name] = await server.endpoints(groups, clients);
  }
  await server.stop();
  return { server, endpoints };
}

/** Yields [scenario, side, figures]. */
async function* played(sides, names, order) {
  const warm = names.filter((name) => !SCENARIOS[name].fresh);
  const one = async (side, name) => {
    const { server, endpoints } = sides[side];
    return [name, side, await play(server, endpoints[name], shortened(SCENARIOS[name]))];
  };
  for (const { server, endpoints } of warm.length > 0 ? order.map((side) => sides[side]) : []) {
    await server.begin();
    await play(server, endpoints.warm, WARM_UP);
  }
  for (const name of warm) for (const side of order) yield await one(side, name);
  if (warm.length > 0) for (const side of order) await sides[side].server.stop();
  for (const name of names.filter((name) => SCENARIOS[name].fresh)) {
    for (const side of order) {
      await sides[side].server.begin();
      yield await one(side, name);
      await sides[side].server.stop();
    }
  }
}

function judged({ name, figure, old, new: changed }) {
  const ratios = changed.map((value, pair) => value / old[pair]);
  const [least, most] = interval(ratios);
  const verdict = figure.endsWith("_per_s") ? judge(1 / most, 1 / least) : judge(least, most);
  const from = (low, high) => `${short(low)}–${short(high)}`;
  return {
    scenario: name,
    figure,
    old: median(old),
    new: median(changed),
    "new ÷ old": median(ratios),
    "95 %": Number.isFinite(most) ? from(least, most) : "too few pairs",
    "all pairs": from(Math.min(...ratios), Math.max(...ratios)),
    verdict,
  };
}

/** The verdict on a cost, given the bounds of its ratio new ÷ old. */
function judge(least, most) {
  if (least > ALLOWED) return "worse";
  if (most > ALLOWED) return "open";
  return most < 1 ? "better" : "kept";
}

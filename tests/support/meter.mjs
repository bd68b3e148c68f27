// What the objects cost, by the runtime's own counters. Needs a world with METER: "on".
import { eventually } from "./eventually.mjs";

/**
 * Resolves when nothing has been logged for a second and a half (the directory is updated once a
 * second): then all due calls are made and answered.
 */
export function quiet(world) {
  let [lines, turns] = [-1, 0];
  return eventually(() => {
    const now = world.logs().length;
    turns = now === lines ? turns + 1 : 0;
    lines = now;
    return turns >= 75;
  });
}

/**
 * The counts since the logs were cleared, of all objects or of one kind ("UserActor"). Rows
 * written for an answer to a call count with the object's next event.
 */
export function metered(world, kind = "") {
  const bill = { events: 0, read: 0, written: 0, calls: 0 };
  for (const { message } of world.logs()) {
    const found = /meter (\S+) read (\d+) written (\d+) calls (\d+)/.exec(message);
    if (!found?.[1].includes(kind)) continue;
    bill.events += 1;
    bill.read += Number(found[2]);
    bill.written += Number(found[3]);
    bill.calls += Number(found[4]);
  }
  return bill;
}

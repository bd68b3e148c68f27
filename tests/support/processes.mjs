// Finds the runtime to kill: by process id, never only by name, because other projects' runtimes
// may run beside it.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync } from "node:fs";

/**
 * The pid of the workerd that runs the Worker, among the children of `parent`. wrangler starts a
 * small proxy first, which holds the clients' port, and then the one with the Worker. A restarted
 * one is younger still.
 */
export function workerdOf(parent) {
  const runtimes = processes().filter(
    ({ ppid, name }) => ppid === parent && name.includes("workerd"),
  );
  return Math.max(...runtimes.map(({ pid }) => pid));
}

/**
 * [{ pid, ppid, name }] of every process. Linux answers from /proc, because slim containers have
 * no `ps`.
 */
export function processes() {
  if (existsSync("/proc/self/stat"))
    return readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name))
      .flatMap(fromProc);
  const lines = execFileSync("ps", ["-A", "-o", "pid=,ppid=,comm="], { encoding: "utf8" })
    .trim()
    .split("\n");
  return lines.map((line) => {
    const [pid, ppid, ...name] = line.trim().split(/\s+/);
    return { pid: Number(pid), ppid: Number(ppid), name: name.join(" ") };
  });
}

function fromProc(pid) {
  try {
    // pid (name) state ppid …; a zombie counts as dead.
    const [, name, state, ppid] = readFileSync(`/proc/${pid}/stat`, "utf8").match(
      /\((.*)\) (\S) (\d+)/,
    );
    return state === "Z" ? [] : [{ pid: Number(pid), ppid: Number(ppid), name }];
  } catch {
    return []; // It ended meanwhile.
  }
}

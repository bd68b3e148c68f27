// Starts other programs. Knows their output and exit codes, not what they are for.
import { spawn, spawnSync } from "node:child_process";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** The project's folder, without a slash at the end. */
export const root = resolve(fileURLToPath(new URL("../../", import.meta.url)));

// Steps run side by side. When one gives up, this ends the programs of the others.
const children = new Set();
process.on("exit", () => children.forEach((child) => child.kill()));

/**
 * Runs a program to its end and resolves to { code, signal, output }. `quiet` captures the output
 * instead of printing it.
 */
export function run(command, args, { quiet = false, env = {}, cwd = root } = {}) {
  return new Promise((done, failed) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ["ignore", quiet ? "pipe" : "inherit", quiet ? "pipe" : "inherit"],
    });
    children.add(child);
    let output = "";
    child.stdout?.on("data", (chunk) => (output += chunk));
    child.stderr?.on("data", (chunk) => (output += chunk));
    child.on("error", failed);
    child.on("close", (code, signal) => {
      children.delete(child);
      done({ code: code ?? 1, signal, output });
    });
  });
}

/**
 * Runs a program to its end and resolves to its exit code. Passes each line to `onLine(line,
 * "stdout" or "stderr")`.
 */
export function follow(command, args, onLine, { env = {}, cwd = root } = {}) {
  return new Promise((done, failed) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    children.add(child);
    for (const name of ["stdout", "stderr"]) {
      let rest = "";
      child[name].setEncoding("utf8").on("data", (chunk) => {
        const lines = (rest + chunk).split(/\r?\n|\r/);
        rest = lines.pop();
        for (const line of lines) onLine(line, name);
      });
      child[name].on("end", () => rest && onLine(rest, name));
    }
    child.on("error", failed);
    child.on("close", (code) => {
      children.delete(child);
      done(code ?? 1);
    });
  });
}

/** Runs a program to its end. If it fails, throws an Error with the last lines of its output. */
export async function must(command, args, options = {}) {
  const { code, output } = await run(command, args, { quiet: true, ...options });
  if (code === 0) return output;
  const tail = output.trim().split("\n").slice(-40).join("\n");
  throw new Error(`${command} ${args.join(" ")} ended with code ${code}\n${tail}`);
}

/** What a program prints when asked for something small (a version), or null if there is none. */
export function ask(command, ...args) {
  const stdio = ["ignore", "pipe", "ignore"];
  const { status, stdout } = spawnSync(command, args, { encoding: "utf8", cwd: root, stdio });
  return status === 0 ? stdout.trim() : null;
}

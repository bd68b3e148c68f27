// `npm test`: runs every check, in order. The last line is exactly "N passed, M failed".
//
//   npm test -- native          one stage: native, worker, page, deploy or bench
//   npm test -- worker health   only the test files whose path contains the word;
//                               for cargo, only the tests whose name contains it
import { spawn } from "node:child_process";
import { ensurePackages } from "./lib/packages.mjs";
import { root } from "./lib/run.mjs";
import { ensureRust } from "./lib/rust.mjs";
import { giveUp, say, seconds, sinceStart, ticking } from "./lib/say.mjs";
import { checks } from "./lib/stages.mjs";
import { quietly } from "./lib/wrangler.mjs";

const STAGES = ["native", "worker", "page", "deploy", "bench"];
const [stage, word] = process.argv.slice(2);
if (stage && !STAGES.includes(stage)) {
  giveUp(`There is no stage "${stage}". The stages are ${STAGES.join(", ")}.`);
}

await ensurePackages();
await ensureRust();

const total = { passed: 0, failed: 0 };
const wanted = checks().filter((check) => !stage || check.stage.split(" ").includes(stage));
for (const check of wanted) await perform(check);

say(`all checks took ${sinceStart()}`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;

async function perform(check) {
  const since = Date.now();
  const { output, passed, failed, note } = await ticking(check.name, () => outcome(check));
  total.passed += passed;
  total.failed += failed;
  if (failed > 0) console.log(`\n${output.trimEnd()}\n`);
  const failure = `FAILED (${failed} of ${passed + failed})`;
  const verdict = note ?? (failed > 0 ? failure : `ok (${passed})`);
  say(`${check.name.padEnd(20)} ${verdict}, ${seconds(since)}`);
}

async function outcome(check) {
  const files = check.files?.filter((file) => !word || file.includes(word));
  if (files?.length === 0) return { passed: 0, failed: 0, note: "no tests yet" };
  try {
    await check.before?.();
  } catch (problem) {
    return { passed: 0, failed: 1, output: problem.message };
  }
  const named = word && check.args[0] === "test" ? [word] : [];
  const args = [...check.args, ...named, ...(files ?? [])];
  const { code, output } = await inOwnGroup(check.command, args);
  const { passed, failed } = check.count(output, code);
  // A runner that fails without a failing test did not compile, or died. That counts as a failure.
  return { output, passed, failed: code !== 0 && failed === 0 ? 1 : failed };
}

/**
 * Runs one check in a process group of its own, so that a test that dies leaves no runtime or
 * browser running.
 */
function inOwnGroup(command, args) {
  return new Promise((resolve) => {
    const env = { ...process.env, ...quietly(), FORCE_COLOR: "0", CARGO_TERM_COLOR: "never" };
    const stdio = ["ignore", "pipe", "pipe"];
    const child = spawn(command, args, { cwd: root, env, detached: true, stdio });
    const sweep = () => {
      try {
        process.kill(-child.pid, "SIGKILL");
      } catch {
        // The group has already ended.
      }
    };
    const interrupted = () => {
      sweep();
      process.exit(130);
    };
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text) => (output += text));
    }
    for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, interrupted);
    child.on("error", (problem) => resolve({ code: 1, output: problem.message }));
    // Wait for `exit`, not `close`: a grandchild that still runs would keep the pipes open for
    // ever.
    child.on("exit", (code) => {
      for (const signal of ["SIGINT", "SIGTERM"]) process.off(signal, interrupted);
      setImmediate(() => {
        sweep();
        setTimeout(() => resolve({ code: code ?? 1, output }), 50);
      });
    });
  });
}

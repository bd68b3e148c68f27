// The checks of `npm test`, in order: the quick and telling ones first. Each is a command and a way
// to count its tests.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { ensureBrowser } from "./browser.mjs";
import { ofCargo, ofCheck, ofNode } from "./count.mjs";
import { filesUnder } from "./files.mjs";
import { node } from "./packages.mjs";
import { must, root } from "./run.mjs";

const WASM = ["--target", "wasm32-unknown-unknown"];
// A test that waits for something that never comes must fail, not stop CI. Node applies this limit
// to each file and to each test.
const NODE_TEST_MS = 5 * 60_000;

const FORMATTED = "{bench,public,scripts,src,tests}/**/*.{js,mjs,ts,tsx,css}";

// The benchmark's load generator is a package of its own.
const LOAD = ["--manifest-path", "bench/load/Cargo.toml"];

/** One check: what it is called, and what is run. `more`: other ways of counting, files, before. */
const check = (stage, name, [command, ...args], more = {}) => ({
  stage,
  name,
  count: ofCheck,
  command,
  args,
  ...more,
});

const cargo = (name, args, { stage = "native", ...more } = {}) =>
  check(stage, name, ["cargo", ...args], more);

/** TypeScript says whether every value is used as what it is. */
const typed = (name, config) =>
  check("native page", name, [node, "node_modules/typescript/bin/tsc", "-p", config]);

const nodeTests = (stage, name, folder, { before, parallel = false } = {}) =>
  check(
    stage,
    name,
    [
      node,
      "--test",
      "--test-reporter=spec",
      `--test-timeout=${NODE_TEST_MS}`,
      ...(parallel ? [] : ["--test-concurrency=1"]),
    ],
    { count: ofNode, files: testsUnder(folder), before },
  );

const testsUnder = (folder) =>
  filesUnder(join(root, folder))
    .filter((file) => file.endsWith(".test.mjs"))
    .map((file) => join(folder, file));

// The page's tests read what the server's tests have made: histories, and trees of messages.
async function ensureGenerated() {
  const files = { timeline: "histories.jsonl", markup: "trees.jsonl" };
  for (const [name, file] of Object.entries(files)) {
    if (existsSync(join(root, "target", name, file))) continue;
    await must("cargo", ["test", "--test", name, "written_to_a_file_for_the_page"]);
  }
}

export const checks = () => [
  cargo("formatting", ["fmt", "--check"]),
  cargo("formatting, bindgen", ["fmt", "--check", "--manifest-path", "scripts/bindgen/Cargo.toml"]),
  check("native", "formatting, JavaScript", [
    node,
    "node_modules/prettier/bin/prettier.cjs",
    "--check",
    "--log-level=warn",
    FORMATTED,
  ]),
  typed("types of the page", "tsconfig.json"),
  typed("types of its worker", "tsconfig.worker.json"),
  cargo("clippy, native", ["clippy", "--all-targets", "--", "-D", "warnings"]),
  cargo("clippy, wasm", ["clippy", "--lib", ...WASM, "--", "-D", "warnings"]),
  cargo("native tests", ["test", "--no-fail-fast"], { count: ofCargo }),
  nodeTests("page", "the page's modules", "tests/page-unit", {
    parallel: true,
    before: ensureGenerated,
  }),
  check("worker page", "the build", [process.execPath, "scripts/build.mjs"]),
  nodeTests("worker", "on real workerd", "tests/worker"),
  nodeTests("page", "in a real browser", "tests/page", { before: ensureBrowser }),
  check("deploy bench", "what is deployed", [process.execPath, "scripts/bundle.mjs"]),
  cargo("formatting, bench", ["fmt", "--check", ...LOAD], { stage: "bench" }),
  cargo(
    "clippy, bench",
    ["clippy", ...LOAD, "--target-dir", "target/load", "--", "-D", "warnings"],
    { stage: "bench" },
  ),
  // This run checks no speed. At full load the deployed build must not lose, repeat or reorder
  // messages.
  check("bench", "at full speed", [
    node,
    "bench/run.mjs",
    "pingpong,saturate",
    "--rounds",
    "1",
    "--media",
    "disk",
    "--peers",
    "dormouse",
  ]),
];

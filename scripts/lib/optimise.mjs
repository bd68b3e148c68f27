// wasm-opt, for release builds: makes the compiler's result smaller and a little faster.
//
// It removes the names of all functions, which are 46 KB of the bundle after gzip. A panic is
// logged with its message, file and line, and none of these needs the names.
import { renameSync } from "node:fs";
import { join } from "node:path";
import { must, root } from "./run.mjs";

// The list is complete on purpose, so that wasm-opt uses no feature that workerd lacks. rustc and
// wasm-bindgen use these features anyway.
const FEATURES = [
  "bulk-memory",
  "exception-handling",
  "multivalue",
  "mutable-globals",
  "nontrapping-float-to-int",
  "reference-types",
  "sign-ext",
  "simd",
];
const PASSES = [
  // Not -Oz: its result is smaller before gzip, but a little larger after gzip.
  "-O2",
  // The compiler has already inlined what pays. By default wasm-opt also inlines each function that
  // is called from only one place. The results have tens of kilobytes and hundreds of variables,
  // and gzip compresses them badly: this saves 33 KB of the bundle.
  "--one-caller-inline-max-function-size=20",
  // Functions made from the same generic one have the same name and become neighbours. gzip then
  // sees that they are alike.
  "--reorder-functions-by-name",
  "--strip-producers",
];

/** Optimises a WASM file in place. */
export async function optimise(path) {
  const smaller = `${path}.smaller`;
  const flags = FEATURES.map((feature) => `--enable-${feature}`);
  const program = join(root, "node_modules/binaryen/bin/wasm-opt");
  await must(program, [path, ...flags, ...PASSES, "-o", smaller]);
  renameSync(smaller, path);
}

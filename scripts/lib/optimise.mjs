// wasm-opt, for release builds: what the compiler left, made smaller and a little quicker.
//
// The names of all functions go: 46 KB of the bundle after gzip. A panic is logged with its message,
// file and line, which need none of them.
import { renameSync } from "node:fs";
import { join } from "node:path";
import { must, root } from "./run.mjs";

// Named one by one, so that nothing comes out that workerd does not know: what rustc and wasm-bindgen use anyway.
const FEATURES = ["bulk-memory", "exception-handling", "multivalue", "mutable-globals", "nontrapping-float-to-int",
  "reference-types", "sign-ext", "simd"];
const PASSES = [
  // Not -Oz: that counts bytes before gzip, which are fewer with it, while those after gzip are a little more.
  "-O2",
  // The compiler has inlined what pays. Whatever is called from one place only would be inlined here, and functions of tens
  // of kilobytes with hundreds of variables are what gzip does worst: 33 KB of the bundle.
  "--one-caller-inline-max-function-size=20",
  // Functions made of the same generic one bear the same name and become neighbours, where gzip sees that they are alike.
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

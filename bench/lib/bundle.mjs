// Builds of Dormouse as they are deployed: bundles of `wrangler deploy --dry-run`, from any
// checkout.
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { must, root } from "../../scripts/lib/run.mjs";
import { giveUp } from "../../scripts/lib/say.mjs";
import { quietly, wrangler } from "../../scripts/lib/wrangler.mjs";

/** The folder of a checkout's bundle. */
export const bundleOf = (checkout) => join(checkout, ".wrangler/bundle");

/** Brings a checkout's bundle up to date, with its own scripts but our wrangler. */
export async function buildDormouse(checkout = root) {
  const [command, args] = wrangler("deploy", "--dry-run", "--outdir", bundleOf(checkout));
  await must(command, args, { env: quietly(), cwd: checkout });
}

/** The modules of a bundle, as Miniflare takes them. */
export function modulesIn(bundle) {
  const entry = readFileSync(join(bundle, "entry.js"), "utf8");
  const [, wasm] = entry.match(/"\.\/([^"]+\.wasm)"/);
  return [
    { type: "ESModule", path: "entry.js", contents: entry },
    { type: "CompiledWasm", path: wasm, contents: readFileSync(join(bundle, wasm)) },
  ];
}

/**
 * The modules of another build. `path` is a checkout, which is built if needed, or a
 * bundle.
 */
export async function otherBuild(path) {
  const checkout = resolve(path);
  if (existsSync(join(checkout, "entry.js"))) return modulesIn(checkout);
  if (!existsSync(join(checkout, "wrangler.toml")))
    giveUp(`There is no Dormouse in ${path}.
Name a checkout, or a copy of its .wrangler/bundle.`);
  await buildDormouse(checkout);
  return modulesIn(bundleOf(checkout));
}

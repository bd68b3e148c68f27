// Builds of the page to deploy in a test.
import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildPage } from "../../scripts/lib/page.mjs";
import { root } from "../../scripts/lib/run.mjs";

const FOLDER = `.tools/deployments-${process.pid}`;

/**
 * Builds the page with a mark in it: <html data-build="name">. Returns the build's folder, for
 * `world.deploy`.
 */
export async function markedBuild(name) {
  const from = `${FOLDER}/${name}/public`;
  const to = `${FOLDER}/${name}/page`;
  cpSync(join(root, "public"), join(root, from), { recursive: true });
  const main = join(root, from, "main.ts");
  const mark = `document.documentElement.dataset.build = ${JSON.stringify(name)};`;
  writeFileSync(main, `${readFileSync(main, "utf8")}\n${mark}\n`);
  await buildPage({ from, to });
  return to;
}

export const removeBuilds = () => rmSync(join(root, FOLDER), { recursive: true, force: true });

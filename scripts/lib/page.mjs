// The page: public/ → build/page/, which wrangler serves. esbuild makes one script and one style
// sheet of the sources. Their names carry a digest of their content, so browsers keep them for ever
// (public/_headers). Everything else is copied.
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { root } from "./run.mjs";
import { giveUp } from "./say.mjs";

const FROM = join(root, "public");
const TO = join(root, "build/page");
/** What bundles are made of. All other files of public/ are copied. */
const SOURCES = /\.(ts|tsx|css)$/;
const PAGE = "index.html";

/** Builds it in a fraction of a second. A failed build leaves the last one in place. */
export async function buildPage() {
  // npm has installed it only by now.
  const { build } = await import("esbuild");
  const { outputs } = await made(build);
  const kept = new Set(Object.keys(outputs).map((path) => path.slice("build/page/".length)));
  for (const path of filesUnder(FROM).filter((path) => !SOURCES.test(path) && path !== PAGE)) {
    copy(path);
    kept.add(path);
  }
  writeFileSync(join(TO, PAGE), pageOf(outputs));
  kept.add(PAGE);
  for (const path of filesUnder(TO)) if (!kept.has(path)) rmSync(join(TO, path));
}

async function made(build) {
  try {
    const { metafile } = await build({
      absWorkingDir: root,
      entryPoints: { main: "public/main.ts", style: "public/css/style.css" },
      outdir: "build/page",
      entryNames: "assets/[name]-[hash]",
      chunkNames: "assets/[name]-[hash]",
      bundle: true,
      splitting: true,
      format: "esm",
      target: ["es2022", "chrome111", "firefox115", "safari16.4"],
      jsx: "automatic",
      jsxImportSource: "preact",
      minify: true,
      sourcemap: true,
      metafile: true,
      legalComments: "none",
      logLevel: "warning",
    });
    return metafile;
  } catch {
    return giveUp("The page could not be built. See what esbuild says above.");
  }
}

/** public/index.html with the names that the bundles really have. */
function pageOf(outputs) {
  let page = readFileSync(join(FROM, PAGE), "utf8");
  for (const [path, { entryPoint }] of Object.entries(outputs)) {
    if (!entryPoint?.startsWith("public/")) continue;
    const [source, bundle] = [entryPoint.slice("public".length), path.slice("build/page".length)];
    if (page.includes(`"${source}"`)) page = page.replace(`"${source}"`, `"${bundle}"`);
  }
  return page;
}

/** A file that is equal already is left alone, because wrangler watches the folder. */
function copy(path) {
  const [from, to] = [join(FROM, path), join(TO, path)];
  if (existsSync(to) && readFileSync(to).equals(readFileSync(from))) return;
  mkdirSync(dirname(to), { recursive: true });
  cpSync(from, to);
}

function filesUnder(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(folder.length + 1));
}

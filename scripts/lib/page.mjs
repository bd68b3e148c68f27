// The page: public/ → build/page/, which wrangler serves. esbuild makes one script and one style
// sheet of the sources. Their names carry a digest of their content, so browsers keep them for ever
// (`headersOf`). The service worker is bundled last, because it has the digests of the others.
// Everything else is copied.
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { digestOf, keptFiles } from "./deployment.mjs";
import { filesUnder } from "./files.mjs";
import { root } from "./run.mjs";
import { giveUp } from "./say.mjs";

/** What bundles are made of. All other files of public/ are copied. */
const SOURCES = /\.(ts|tsx|css)$/;
const PAGE = "index.html";
const WORKER = "sw.js";
const DIGEST = "deployment.txt";
const HEADERS = "_headers";

/** Of the browsers that the page is made for. */
const COMMON = {
  absWorkingDir: root,
  bundle: true,
  target: ["es2022", "chrome111", "firefox115", "safari16.4"],
  minify: true,
  legalComments: "none",
  logLevel: "warning",
};

/**
 * Builds it in a fraction of a second. A failed build leaves the last one in place. The folders are
 * below the project's.
 */
export async function buildPage({ from = "public", to = "build/page" } = {}) {
  // npm has installed it only by now.
  const { build } = await import("esbuild");
  const [source, target] = [join(root, from), join(root, to)];
  const outputs = await bundles(build, from, to);
  const paths = Object.keys(outputs);
  const copies = filesUnder(source).filter(
    (path) => !SOURCES.test(path) && ![PAGE, HEADERS].includes(path),
  );
  for (const path of copies) copy(join(source, path), join(target, path));
  writeFileSync(
    join(target, HEADERS),
    headersOf(readFileSync(join(source, HEADERS), "utf8"), paths),
  );
  const kept = paths.filter((path) => !path.endsWith(".map"));
  const template = pageOf(readFileSync(join(source, PAGE), "utf8"), outputs);
  const digest = digestOf(target, kept, template);
  const page = template.replace("DEPLOYMENT", digest);
  // Whatever names a file comes after it: wrangler serves the folder meanwhile.
  writeFileSync(join(target, PAGE), page);
  const values = { FILES: keptFiles(target, kept, page), DIGEST: digest };
  await worker(build, join(from, "worker/worker.ts"), join(to, WORKER), values);
  writeFileSync(join(target, DIGEST), `${digest}\n`);
  const all = new Set([...paths, ...copies, PAGE, HEADERS, WORKER, DIGEST]);
  for (const path of filesUnder(target)) if (!all.has(path)) rmSync(join(target, path));
}

/** The script and the style sheet: { path in the folder: { source, needs: chunks at once } }. */
async function bundles(build, from, to) {
  const { metafile } = await made(build, {
    entryPoints: { main: join(from, "main.ts"), style: join(from, "css/style.css") },
    outdir: to,
    entryNames: "assets/[name]-[hash]",
    chunkNames: "assets/[name]-[hash]",
    splitting: true,
    format: "esm",
    jsx: "automatic",
    jsxImportSource: "preact",
    sourcemap: true,
    metafile: true,
  });
  const below = (folder, path) => path.slice(folder.length + 1);
  return Object.fromEntries(
    Object.entries(metafile.outputs).map(([path, { entryPoint, imports }]) => {
      const source = entryPoint?.startsWith(`${from}/`) ? `/${below(from, entryPoint)}` : null;
      const chunks = imports.filter(({ kind }) => kind === "import-statement");
      return [below(to, path), { source, needs: chunks.map(({ path }) => below(to, path)) }];
    }),
  );
}

/** Its name stays the same, because browsers ask under it whether there is another. */
function worker(build, entry, outfile, values) {
  const define = Object.entries(values).map(([name, value]) => [name, JSON.stringify(value)]);
  return made(build, {
    entryPoints: [entry],
    outfile,
    format: "iife",
    define: Object.fromEntries(define),
  });
}

async function made(build, options) {
  try {
    return await build({ ...COMMON, ...options });
  } catch {
    return giveUp("The page could not be built. See what esbuild says above.");
  }
}

/** The document with the names that the bundles really have, and with what they need. */
function pageOf(page, outputs) {
  for (const [path, { source, needs }] of Object.entries(outputs)) {
    if (!source || !page.includes(`"${source}"`)) continue;
    page = page.replace(`"${source}"`, `"/${path}"`);
    const early = needs.map((chunk) => `<link rel="modulepreload" href="/${chunk}">\n    `);
    page = page.replace('<script type="module"', `${early.join("")}<script type="module"`);
  }
  return page;
}

/**
 * public/_headers and a rule for each bundle: browsers may keep it for ever. A rule for the whole
 * folder would hold for answers of 404, too.
 */
function headersOf(headers, paths) {
  const rules = paths.map(
    (path) => `/${path}\n  Cache-Control: public, max-age=31536000, immutable\n`,
  );
  return [headers, ...rules].join("\n");
}

/** A file that is equal already is left alone, because wrangler watches the folder. */
function copy(from, to) {
  if (existsSync(to) && readFileSync(to).equals(readFileSync(from))) return;
  mkdirSync(dirname(to), { recursive: true });
  cpSync(from, to);
}

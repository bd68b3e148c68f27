// Is the last build still the right one? It is when nothing that went into it has changed.
import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { SOURCES } from "./bindgen.mjs";
import { root } from "./run.mjs";

const STAMP = "build/.inputs";
const FILES = [
  "Cargo.toml", "Cargo.lock", ".cargo/config.toml", "package-lock.json", "scripts/lib/optimise.mjs",
  ...SOURCES,
];
// Everything the compiler can read: the sources, and the D1 migrations that are embedded in them.
const FOLDERS = ["src", "migrations"];

/** A digest of contents, not of times: a `git checkout` touches every file and changes none. */
export function inputs(profile) {
  const digest = createHash("sha256").update(profile);
  const paths = [...FILES, ...FOLDERS.flatMap(filesUnder)].filter((path) => existsSync(join(root, path)));
  for (const path of paths) digest.update(`\0${path}\0`).update(readFileSync(join(root, path)));
  return digest.digest("hex");
}

function filesUnder(folder) {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith(".mjs"))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(root.length + 1))
    .sort();
}

export function isFresh(digest) {
  const complete = existsSync(join(root, "build/index.js")) && existsSync(join(root, "build/index_bg.wasm"));
  return complete && existsSync(join(root, STAMP)) && readFileSync(join(root, STAMP), "utf8") === digest;
}

export const remember = (digest) => writeFileSync(join(root, STAMP), digest);

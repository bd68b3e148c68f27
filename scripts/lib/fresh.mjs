// Whether the last build is still right. It is if none of its inputs has changed.
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { SOURCES } from "./bindgen.mjs";
import { filesUnder } from "./files.mjs";
import { root } from "./run.mjs";

const STAMP = "build/worker/.inputs";
const FILES = [
  "Cargo.toml",
  "Cargo.lock",
  ".cargo/config.toml",
  "package-lock.json",
  "scripts/lib/optimise.mjs",
  ...SOURCES,
];
// Everything the compiler reads: the sources, and the D1 migrations that are embedded in them. The
// JavaScript at the top of src/ is wrangler's alone.
const FOLDERS = ["src", "migrations"];

/**
 * A digest of contents, not of times: `git checkout` renews the times of files without changing
 * them.
 */
export function inputs(profile) {
  const digest = createHash("sha256").update(profile);
  const all = [...FILES, ...FOLDERS.flatMap(compiled)];
  const paths = all.filter((path) => existsSync(join(root, path)));
  for (const path of paths) digest.update(`\0${path}\0`).update(readFileSync(join(root, path)));
  return digest.digest("hex");
}

const compiled = (folder) =>
  filesUnder(join(root, folder))
    .filter((path) => !/^[^/]+\.mjs$/.test(path))
    .map((path) => join(folder, path));

export function isFresh(digest) {
  const complete = ["build/worker/index.js", "build/worker/index_bg.wasm", STAMP].every((path) =>
    existsSync(join(root, path)),
  );
  return complete && readFileSync(join(root, STAMP), "utf8") === digest;
}

export const remember = (digest) => writeFileSync(join(root, STAMP), digest);

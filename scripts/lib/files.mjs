// The files below a folder.
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** Their paths from `folder` on, sorted. None if the folder is missing. */
export function filesUnder(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(folder.length + 1))
    .sort();
}

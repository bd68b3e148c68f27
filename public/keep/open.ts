// Finds out where this browser lets the page keep things.

import { IndexedBackend } from "./indexed.ts";
import { MemoryBackend } from "./memory.ts";
import { moveOld } from "./old.ts";
import type { Backend } from "./schema.ts";

/** A database that is not open by then is blocked or broken, in ms. Opening takes 5–50. */
const OPEN_WITHIN = 1_000;

/** Never rejects. */
export async function openBackend(): Promise<Backend> {
  const indexed = new IndexedBackend();
  const late = new Promise<never>((_, reject) =>
    setTimeout(() => reject(new Error("IndexedDB does not open")), OPEN_WITHIN),
  );
  try {
    await Promise.race([indexed.ready(), late]);
  } catch {
    return new MemoryBackend(); // Forbidden or broken: nothing survives a reload, all else works.
  }
  try {
    await moveOld(localStorage, indexed);
  } catch {
    // Full or forbidden. What was not moved stays where it is, until the next visit.
  }
  return indexed;
}

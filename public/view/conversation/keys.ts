// The keys that lead to the ends of a timeline. What the browser does at them leads to the ends of
// the slice only.

const ENDS: ReadonlyMap<string, "start" | "end"> = new Map([
  ["Home", "start"],
  ["End", "end"],
]);

/** Null: another key. */
export function endKey({ key, ctrlKey, metaKey, shiftKey, altKey }: KeyboardEvent) {
  const isPlain = !ctrlKey && !metaKey && !shiftKey && !altKey;
  return isPlain ? (ENDS.get(key) ?? null) : null;
}

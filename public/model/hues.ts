// A person's colour and initials. They depend on the id alone, so they are the same everywhere.

/** The number of muted hues in css/values.css. */
export const HUES = 12;

/** 0 … HUES-1, by FNV-1a, which spreads short texts evenly. */
export function hueOf(id: string): number {
  let hash = 0x811c9dc5;
  for (const letter of id) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return (hash >>> 8) % HUES;
}

/** Two letters: the first of two words or parts of a handle, or the first two of the only one. */
export function initialsOf(name: string): string {
  const words = name.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  const [one = name || "?", ...others] = words;
  const letters =
    others.length > 0 ? words.slice(0, 2).map(firstLetter) : [...one].slice(0, words.length + 1);
  return letters.join("").toUpperCase();
}

const firstLetter = (word: string) => [...word].slice(0, 1).join("");

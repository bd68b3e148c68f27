// The emoji that a person uses most, newest habits first. Pure.

/** How often each was used, where an earlier use counts less than a later one. */
export type Uses = Readonly<Record<string, number>>;

/** With each use, earlier uses count this much less. */
const FADE = 0.95;
/** How many are remembered. */
const MOST = 36;
/** What is at hand before a person has used any, spelled as in the server's list. */
const FIRST = ["👍", "❤️", "😂", "🎉", "👀", "🙏"];

export function used(uses: Uses, emoji: string): Uses {
  const faded = Object.entries(uses).map(([one, weight]): [string, number] => [one, weight * FADE]);
  const before = faded.find(([one]) => one === emoji)?.[1] ?? 0;
  const others = faded.filter(([one]) => one !== emoji).sort(byWeight);
  return Object.fromEntries([[emoji, before + 1], ...others.slice(0, MOST - 1)]);
}

/** The `most` emoji to have at hand. */
export function atHand(uses: Uses, most: number): string[] {
  const mine = recent(uses);
  return [...mine, ...FIRST.filter((emoji) => !mine.includes(emoji))].slice(0, most);
}

/** Those that were used, the most used first. */
export const recent = (uses: Uses): string[] =>
  Object.entries(uses)
    .sort(byWeight)
    .map(([emoji]) => emoji);

const byWeight = ([, one]: [string, number], [, other]: [string, number]) => other - one;

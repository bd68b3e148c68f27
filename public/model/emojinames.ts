// Finds emoji by word, and gives them a skin tone. Pure; knows no list of them.

export interface NamedEmoji {
  readonly emoji: string;
  readonly name: string;
  /** What is written between two colons: `heart_eyes`. */
  readonly short: readonly string[];
  /** Other words for it. */
  readonly words: readonly string[];
  readonly hasTones: boolean;
}

export interface EmojiGroup {
  readonly name: string;
  readonly emoji: readonly NamedEmoji[];
}

/** No tone, and the five of Unicode. */
export const TONES = ["", "\u{1f3fb}", "\u{1f3fc}", "\u{1f3fd}", "\u{1f3fe}", "\u{1f3ff}"] as const;
export type Tone = (typeof TONES)[number];

/** Those who can have a tone beside another person. A tone stands after each of them. */
const PEOPLE = /^[\u{1f468}\u{1f469}\u{1f9d1}]$/u;
const TOGETHER = /[\u{1f91d}\u2764]/u;
const MARK = "\ufe0f";

/** The emoji in this tone. A pair has it twice. */
export function toned({ emoji, hasTones }: Pick<NamedEmoji, "emoji" | "hasTones">, tone: Tone) {
  if (!hasTones || tone === "") return emoji;
  const isPair = TOGETHER.test(emoji) && emoji.includes("\u200d");
  const points = [...emoji];
  return points
    .map((point, nth) => {
      const takes = nth === 0 || (isPair && PEOPLE.test(point));
      // The tone stands in the place of the mark that says: an emoji.
      if (point === MARK && nth === 1) return "";
      return takes ? point + tone : point;
    })
    .join("");
}

/** The best matches first: by name, then by the beginning of a word, then inside of one. */
export function found(groups: readonly EmojiGroup[], query: string, most: number): NamedEmoji[] {
  const wanted = wordOf(query.trim());
  if (wanted === "") return [];
  const ranks: NamedEmoji[][] = [[], [], [], []];
  for (const { emoji } of groups)
    for (const one of emoji) {
      const rank = rankOf(one, wanted);
      if (rank !== null) ranks[rank]?.push(one);
    }
  return ranks.flat().slice(0, most);
}

/** The emoji of a short name, such as `heart_eyes`. Null: none has it. */
export function emojiCalled(groups: readonly EmojiGroup[], name: string): NamedEmoji | null {
  const all = groups.flatMap(({ emoji }) => emoji);
  const wanted = wordOf(name);
  const byShort = all.find(({ short }) => short.includes(name.toLowerCase()));
  return byShort ?? all.find((one) => wordOf(one.name) === wanted) ?? null;
}

/** A name as it is compared: `_` and `-` are blanks, but not in `-1`. */
const wordOf = (name: string): string => name.toLowerCase().replace(/(?<=.)[_-]/g, " ");

function rankOf({ name, short, words }: NamedEmoji, wanted: string): number | null {
  const called = wordOf(name);
  const begins = (text: string) => text.startsWith(wanted) || text.includes(` ${wanted}`);
  if (called.startsWith(wanted) || short.some((one) => wordOf(one).startsWith(wanted))) return 0;
  if (words.some((word) => word === wanted)) return 1;
  if (begins(called) || words.some(begins)) return 2;
  return called.includes(wanted) || words.some((word) => word.includes(wanted)) ? 3 : null;
}

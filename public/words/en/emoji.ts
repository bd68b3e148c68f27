// The names of all emoji in English, by group, and the words by which they are found. It is large,
// so the page loads it when somebody looks for an emoji (view/conversation/picker.tsx).

import keywords from "emojilib" with { type: "json" };
import groups from "unicode-emoji-json/data-by-group.json" with { type: "json" };
import { gemoji } from "gemoji";
import type { EmojiGroup } from "../../model/emojinames.ts";

const words: Readonly<Record<string, readonly string[]>> = keywords;

/** By emoji, without the mark that says: an emoji. */
const plain = (emoji: string) => emoji.replaceAll("\ufe0f", "");
const shorts = new Map(gemoji.map(({ emoji, names }) => [plain(emoji), names]));

export const emojiGroups: readonly EmojiGroup[] = groups.map(({ name, emojis }) => ({
  name,
  emoji: emojis.map(({ emoji, name: called, skin_tone_support: hasTones }) => ({
    emoji,
    name: called,
    short: shorts.get(plain(emoji)) ?? [],
    words: (words[emoji] ?? []).map((word) => word.replaceAll("_", " ")),
    hasTones,
  })),
}));

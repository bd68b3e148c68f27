// Which messages are nothing but a few emoji. They are drawn large.

/** More than these are a text. */
const MOST = 5;

/** A flag, a keycap, or a picture with its form, skin tone and tags (UTS 51, `possible_emoji`). */
const PICTURE = String.raw`(?:\p{Emoji_Presentation}|\p{Extended_Pictographic}\ufe0f|\p{Extended_Pictographic}(?=[\u200d\p{Emoji_Modifier}]))(?:\ufe0f|\p{Emoji_Modifier})?`;
const FORM = String.raw`(?:\p{RI}{2}|[\d#*]\ufe0f?\u20e3|${PICTURE}(?:[\u{e0020}-\u{e007e}]+\u{e007f})?(?:\u200d(?:\p{Extended_Pictographic})(?:\ufe0f|\p{Emoji_Modifier})?)*)`;
const LONE = new RegExp(String.raw`^\s*(?:${FORM}\s*){1,${MOST}}$`, "u");

/** The longest emoji has 10 code points of 2 code units; this also limits the work. */
const LONGEST = MOST * 24;

export const isLoneEmoji = (body: string): boolean => body.length <= LONGEST && LONE.test(body);

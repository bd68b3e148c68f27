// Characters as people see them: grapheme clusters. An emoji of five code points is one character.

/** Code points for each character, on average (`CHARACTER_POINTS` in src/chat/limits.rs). */
const POINTS = 10;

// None of these combines with a neighbour, so the segmenter is not needed.
const LATIN = /^[\0-\u02ff]*$/;

let segmenter: Intl.Segmenter | undefined;

/**
 * The longest beginning of a line with at most `most` characters and ten code points for each.
 * Browsers without Intl.Segmenter (Firefox before 125) count code points.
 */
export function beginning(text: string, most: number): string {
  // A character has at least one code unit.
  if (text.length <= most) return text;
  if (LATIN.test(text.slice(0, most + 1))) return text.slice(0, most);
  let taken = "",
    points = 0,
    characters = 0;
  for (const character of charactersOf(text)) {
    points += [...character].length;
    if (++characters > most || points > most * POINTS) break;
    taken += character;
  }
  return taken;
}

function* charactersOf(text: string): Generator<string> {
  if (!("Segmenter" in Intl) || !Intl.Segmenter) return yield* text;
  segmenter ??= new Intl.Segmenter(undefined, { granularity: "grapheme" });
  for (const { segment } of segmenter.segment(text)) yield segment;
}

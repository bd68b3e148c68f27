// All words that the page says, in the reader's language. A language is one folder beside en/ with
// the same shape; TypeScript says what it lacks. English is in the bundle.

import { en } from "./en/en.ts";

export type Words = typeof en;

export const words: Words = en;

/** The names of all emoji. They are large, and most visits need none. */
export const loadEmoji = async () => (await import("./en/emoji.ts")).emojiGroups;

const INTERNAL = () => words.refusals.internal?.({}) ?? "";

interface Refused {
  readonly code: string;
  readonly message: string;
  readonly params?: Readonly<Record<string, unknown>> | null | undefined;
}

/**
 * The sentence for a refusal: by its code and parameters. A code that this page does not know has
 * the server's own sentence. Some sentence there always is.
 */
export function refusalWords({ code, message, params }: Refused): string {
  const known = Object.hasOwn(words.refusals, code) ? words.refusals[code] : undefined;
  return known?.(params ?? {}) ?? (message || INTERNAL());
}

/** Whether what was thrown is a refusal, and not a mistake of this page. */
export const isRefused = (thrown: unknown): thrown is Refused =>
  typeof thrown === "object" &&
  thrown !== null &&
  "code" in thrown &&
  typeof thrown.code === "string" &&
  "message" in thrown &&
  typeof thrown.message === "string";

/** The sentence for what an action has thrown. A mistake of this page is logged, not shown. */
export function thrownWords(thrown: unknown): string {
  if (isRefused(thrown)) return refusalWords(thrown);
  console.error(thrown);
  return INTERNAL();
}

// Times and lists in words, in the page's language, the reader's time zone and the reader's choice
// of 12 or 24 hours. Reads no clock: `now` is an argument. All times are in ms.
//
// A format is made once. Making one takes much longer than using it.

import { words } from "./words.ts";

/** The reader's own kind of the page's language ("en-GB"), which decides how dates are written. */
function localeOf(language: string): string {
  const spoken = globalThis.navigator?.languages ?? [];
  return spoken.find((one) => one.split("-")[0] === language) ?? language;
}

const locale = localeOf(words.language);
const { hourCycle } = new Intl.DateTimeFormat(undefined, { hour: "numeric" }).resolvedOptions();
const hours = hourCycle ? { hourCycle } : {};
const dated = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options);

const clockTime = dated({ hour: "numeric", minute: "2-digit", ...hours });
const weekday = dated({ weekday: "long" });
const shortWeekday = dated({ weekday: "short" });
const longDay = dated({ weekday: "long", day: "numeric", month: "long" });
const longDayYear = dated({ day: "numeric", month: "long", year: "numeric" });
const shortDay = dated({ day: "numeric", month: "short" });
const shortDayYear = dated({ day: "numeric", month: "short", year: "numeric" });
const full = dated({ dateStyle: "full", timeStyle: "short", ...hours });
const relative = new Intl.RelativeTimeFormat(words.language, { numeric: "auto" });
const list = new Intl.ListFormat(words.language, { type: "conjunction" });

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** From this age on, a date has its year, in days. */
const YEAR_AFTER = 300;

/** "ana", "ana and ben", "ana, ben, and cleo". */
export const listed = (names: readonly string[]) => list.format(names);

/** A day's own name, in the reader's time zone: 2026-11-21. */
export function dayOf(at: number): string {
  const date = new Date(at);
  const two = (number: number) => String(number).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** The next midnight in the reader's time zone: until then "today" stays right. */
export const dayEnd = (now: number) => new Date(now).setHours(24, 0, 0, 0);

/**
 * How many midnights are between two times. It compares the noon of each day, so that summer time
 * does not matter.
 */
function daysBetween(at: number, now: number): number {
  const noon = (time: number) => new Date(time).setHours(12, 0, 0, 0);
  return Math.round((noon(now) - noon(at)) / (24 * HOUR));
}

const capital = (text: string) => text.charAt(0).toLocaleUpperCase(words.language) + text.slice(1);
/** "today", "yesterday". */
const nearDay = (days: number) => relative.format(-Math.max(0, days), "day");

export const timeWords = (at: number) => clockTime.format(at);
export const fullWords = (at: number) => full.format(at);

/** "Today", "Yesterday", "Monday", "Monday, 9 November", "9 November 2025". */
export function dayWords(at: number, now: number): string {
  const days = daysBetween(at, now);
  if (days <= 1) return capital(nearDay(days));
  if (days < 7) return weekday.format(at);
  return (days < YEAR_AFTER ? longDay : longDayYear).format(at);
}

/** Short enough for an inbox line: "14:03", "Yesterday", "Mon", "9 Nov", "9 Nov 2025". */
export function shortWords(at: number, now: number): string {
  const days = daysBetween(at, now);
  if (days <= 0) return timeWords(at);
  if (days === 1) return capital(nearDay(days));
  if (days < 7) return shortWeekday.format(at);
  return (days < YEAR_AFTER ? shortDay : shortDayYear).format(at);
}

/** "just now", "5 minutes ago", "today at 14:03", "yesterday at 14:03", "on 9 Nov". */
export function agoWords(at: number, now: number): string {
  const past = Math.max(0, now - at);
  if (past < 2 * MINUTE) return words.times.justNow;
  if (past < HOUR) return relative.format(-Math.floor(past / MINUTE), "minute");
  const days = daysBetween(at, now);
  return days <= 1
    ? words.times.dayAt(nearDay(days), timeWords(at))
    : words.times.onDay((days < YEAR_AFTER ? shortDay : shortDayYear).format(at));
}

/** When `agoWords` says something else, at the latest. */
export function agoUntil(at: number, now: number): number {
  const past = Math.max(0, now - at);
  if (past >= HOUR) return dayEnd(now);
  return at + Math.max(2, Math.floor(past / MINUTE) + 1) * MINUTE;
}

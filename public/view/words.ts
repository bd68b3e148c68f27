// Times in words, in the reader's number format and time zone. Reads no clock: `now` is an
// argument.

const clockTime = new Intl.DateTimeFormat(undefined, { hour: "numeric", minute: "2-digit" });
const weekday = new Intl.DateTimeFormat("en", { weekday: "long" });
const longDay = new Intl.DateTimeFormat("en", { weekday: "long", day: "numeric", month: "long" });
const longDayYear = new Intl.DateTimeFormat("en", {
  day: "numeric",
  month: "long",
  year: "numeric",
});
const shortDay = new Intl.DateTimeFormat("en", { day: "numeric", month: "short" });
const full = new Intl.DateTimeFormat("en", { dateStyle: "full", timeStyle: "short" });
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** A day's own name, in the reader's time zone: 2026-11-21. */
export function dayOf(at) {
  const date = new Date(at);
  return `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, "0")}-${String(date.getDate()).padStart(2, "0")}`;
}

/**
 * How many midnights are between two times. It compares the noon of each day, so that summer time
 * does not matter.
 */
function daysBetween(at, now) {
  const noon = (time) => new Date(time).setHours(12, 0, 0, 0);
  return Math.round((noon(now) - noon(at)) / (24 * HOUR));
}

export const timeWords = (at) => clockTime.format(at);
export const fullWords = (at) => full.format(at);

/** "Today", "Yesterday", "Monday", "Monday, 9 November", "9 November 2025". */
export function dayWords(at, now) {
  const days = daysBetween(at, now);
  if (days <= 0) return "Today";
  if (days === 1) return "Yesterday";
  if (days < 7) return weekday.format(at);
  return (days < 300 ? longDay : longDayYear).format(at);
}

/** Short enough for an inbox line: "14:03", "Yesterday", "Mon", "9 Nov". */
export function shortWords(at, now) {
  const days = daysBetween(at, now);
  if (days <= 0) return timeWords(at);
  if (days === 1) return "Yesterday";
  return days < 7 ? weekday.format(at).slice(0, 3) : shortDay.format(at);
}

/** "just now", "5 minutes ago", "yesterday" … */
export function agoWords(at, now) {
  const past = Math.max(0, now - at);
  if (past < 2 * MINUTE) return "just now";
  if (past < HOUR) return `${Math.floor(past / MINUTE)} minutes ago`;
  if (daysBetween(at, now) === 0) return `today at ${timeWords(at)}`;
  return daysBetween(at, now) === 1 ? `yesterday at ${timeWords(at)}` : `on ${shortDay.format(at)}`;
}

/** "1 member", "3 members". */
export const counted = (count, one, many = `${one}s`) =>
  `${count.toLocaleString("en")} ${count === 1 ? one : many}`;

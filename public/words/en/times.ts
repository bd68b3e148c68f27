// What English says around times. The times themselves come from Intl (../times.ts).

export const times = {
  justNow: "just now",
  /** `day`: "today", "yesterday". */
  dayAt: (day: string, time: string) => `${day} at ${time}`,
  onDay: (day: string) => `on ${day}`,
};

// How people are shown: by the name that they chose, or by their handle. Handles are unique and
// never change, so they are the keys.

import type { Profile } from "../wire.ts";

/** By handle. */
export type Profiles = Readonly<Record<string, Profile>>;

/** The later profile of each person counts. The same object if nothing is news. */
export function learnt(known: Profiles, heard: readonly Profile[] | undefined): Profiles {
  const news: Record<string, Profile> = {};
  for (const profile of heard ?? []) {
    const { at = -1 } = news[profile.handle] ?? own(known, profile.handle) ?? {};
    if (profile.at > at) news[profile.handle] = profile;
  }
  return Object.keys(news).length > 0 ? { ...known, ...news } : known;
}

/** What a person is shown as. */
export const nameOf = (profiles: Profiles, handle: string): string =>
  own(profiles, handle)?.name ?? handle;

/** Letters that are read from right to left. */
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]|[\ud802\ud803\ud83a\ud83b]/;

/** A name inside of a sentence. One that is read from right to left turns nothing around it. */
export const inSentence = (name: string): string =>
  RIGHT_TO_LEFT.test(name) ? `\u2068${name}\u2069` : name;

/** Whether a person is shown by another name than the handle. */
export const isNamed = (profiles: Profiles, handle: string): boolean =>
  own(profiles, handle)?.name !== undefined;

/** The entry of this name, and not what every object inherits. */
const own = (profiles: Profiles, handle: string): Profile | undefined =>
  Object.hasOwn(profiles, handle) ? profiles[handle] : undefined;

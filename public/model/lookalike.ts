// Whether names look alike. src/chat/name.rs has the same rule for names that nobody may have.

import { peopleOf } from "./members.ts";
import { nameOf } from "./profiles.ts";
import type { MemberMap } from "./members.ts";
import type { Profiles } from "./profiles.ts";

/** Letters of other scripts, each with the Latin letter that it looks like. */
const LOOKS: readonly (readonly [others: string, latin: string])[] = [
  ["аαɑ", "a"],
  ["вьβ", "b"],
  ["сϲ", "c"],
  ["ԁ", "d"],
  ["еєε", "e"],
  ["ɡ", "g"],
  ["һ", "h"],
  ["іιıɩ1i", "l"],
  ["јϳ", "j"],
  ["кκ", "k"],
  ["ӏ", "l"],
  ["м", "m"],
  ["пη", "n"],
  ["0оοσօ", "o"],
  ["рρ", "p"],
  ["ԛ", "q"],
  ["г", "r"],
  ["ѕ", "s"],
  ["тτ", "t"],
  ["υս", "u"],
  ["уγ", "y"],
  ["хχ", "x"],
];
const LATIN = new Map(LOOKS.flatMap(([others, latin]) => [...others].map((one) => [one, latin])));
/** The marks that people overlook; others spell. */
const ACCENTS = /[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670]/g;

/** A name without what the eye overlooks. */
export function skeleton(name: string): string {
  const plain = name.normalize("NFKD").replace(ACCENTS, "").toLowerCase();
  const letters = plain.normalize("NFKC").replaceAll("ß", "ss").replaceAll("ς", "σ");
  return [...letters.replace(/[^\p{Alphabetic}\p{N}]/gu, "")]
    .map((letter) => LATIN.get(letter) ?? letter)
    .join("");
}

/** Who has which skeleton. */
type Index = ReadonlyMap<string, ReadonlySet<string>>;

const indices = new WeakMap<object, Index>();

/** The index of these people, by `key`. The same one for the same object. */
function indexOf(key: object, people: () => Iterable<readonly [name: string, handle: string]>) {
  const known = indices.get(key);
  if (known) return known;
  const index = new Map<string, Set<string>>();
  for (const [name, handle] of people()) {
    const one = skeleton(name);
    index.set(one, (index.get(one) ?? new Set()).add(handle));
  }
  indices.set(key, index);
  return index;
}

/**
 * Whether somebody else whom the page knows has a name or handle that looks like what this person
 * is shown as. `members`: those of the conversation in view.
 */
export function isLookAlike(profiles: Profiles, members: MemberMap, handle: string): boolean {
  const shown = skeleton(nameOf(profiles, handle));
  const named = indexOf(profiles, () =>
    Object.values(profiles).map((one) => [one.name ?? one.handle, one.handle] as const),
  );
  const handles = indexOf(peopleOf(members), () =>
    Object.values(members).map((one) => [one.handle, one.handle] as const),
  );
  const isOther = (index: Index) => [...(index.get(shown) ?? [])].some((one) => one !== handle);
  return isOther(named) || isOther(handles);
}

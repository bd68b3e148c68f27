// Whom a beginning of a handle may mean in a conversation, and in which order: first who spoke
// last, then who is here, then the others. Knows no box.

import { may, MENTION_ALL_MEMBERS } from "./members.ts";
import { endOf } from "./ranges.ts";
import type { Timeline } from "./timeline-state.ts";
import type { Member } from "../wire.ts";

/** A member, or all members, or those who are here. */
export type Suggestion =
  | { readonly kind: "member"; readonly handle: string; readonly here: boolean }
  | { readonly kind: "everyone" | "here"; readonly handle: string; readonly count: number | null };

/** More sockets than this, and the server does not say who is here (docs/protocol.md). */
const PRESENCE_SOCKETS = 100;

/** By what a member is found. The place for other names than the handle. */
const namesOf = ({ handle }: Member): readonly string[] => [handle];

/** At most `most`. */
export function suggestionsFor(held: Timeline, query: string, most: number): Suggestion[] {
  const members = ranked(held, query).slice(0, most);
  return [...members, ...all(held, query)].slice(0, most);
}

function ranked(held: Timeline, query: string): Suggestion[] {
  const spoke = lastSpoken(held);
  const order = ({ member, isInner }: { member: Member; isInner: boolean }) => [
    isInner ? 1 : 0,
    spoke.get(member.user) ?? Infinity,
    held.here[member.user] ? 0 : 1,
  ];
  return Object.values(held.members)
    .filter(({ user }) => user !== held.you?.user)
    .flatMap((member) => {
      const match = matchOf(namesOf(member), query);
      return match === null ? [] : [{ member, isInner: match === "inner" }];
    })
    .sort((a, b) => compare(order(a), order(b)) || (a.member.handle < b.member.handle ? -1 : 1))
    .map(({ member: { user, handle } }) => ({
      kind: "member",
      handle,
      here: Boolean(held.here[user]),
    }));
}

/** How long ago each author spoke, in authors: 0 is the last. */
function lastSpoken(held: Timeline): Map<string, number> {
  const spoke = new Map<string, number>();
  for (const item of (endOf(held)?.items ?? []).toReversed())
    if (item.kind === "message" && !spoke.has(item.author)) spoke.set(item.author, spoke.size);
  return spoke;
}

/** Whether the query begins a name, or a later part of one. */
function matchOf(names: readonly string[], query: string): "start" | "inner" | null {
  if (names.some((name) => name.toLowerCase().startsWith(query))) return "start";
  const isInner = names.some((name) => /[._ -]/.test(name) && parts(name, query));
  return isInner ? "inner" : null;
}

const parts = (name: string, query: string) =>
  name
    .toLowerCase()
    .split(/[._ -]/)
    .some((part) => part.startsWith(query));

function compare(one: readonly number[], other: readonly number[]): number {
  const nth = one.findIndex((value, place) => value !== other[place]);
  return nth < 0 ? 0 : (one[nth] ?? 0) < (other[nth] ?? 0) ? -1 : 1;
}

/** Those who may name all members are offered it, in a group. */
function all(held: Timeline, query: string): Suggestion[] {
  const { about, you, count } = held;
  if (about?.kind !== "group" || !you || !may.mentionAll(you.role, count)) return [];
  const here = othersHere(held);
  const names = [
    { kind: "here", handle: "here", count: here },
    { kind: "everyone", handle: "everyone", count: Math.max(0, count - 1) },
  ] as const;
  return names.filter(({ handle }) => handle.startsWith(query));
}

/** How many others are here; null: that is not known. */
export function othersHere({ here, count, you }: Timeline): number | null {
  const others = Object.keys(here).filter((user) => user !== you?.user).length;
  return others === 0 && count > PRESENCE_SOCKETS ? null : others;
}

/**
 * How many people `@everyone` or `@here` tells, if that is a question to ask first. Null: there is
 * nothing to ask. "unknown": many, and nobody knows how many.
 */
export function tellsMany(
  held: Timeline,
  { everyone, here }: { everyone: boolean; here: boolean },
): number | "unknown" | null {
  const { about, you, count } = held;
  if (about?.kind !== "group" || !you || !may.mentionAll(you.role, count)) return null;
  const told = everyone ? count - 1 : here ? othersHere(held) : 0;
  if (told === null) return "unknown";
  return told > MENTION_ALL_MEMBERS ? told : null;
}

// The lists that the page searches and pages through: people, groups, and the person's sessions.

import { learnt } from "../model/profiles.ts";
import { Directory } from "./directory.ts";
import type { Api } from "../net/api.ts";
import type { ShownGroup, ShownPerson, ShownSession } from "../wire.ts";
import type { Clock } from "./clock.ts";
import type { State } from "./state.ts";
import type { Store } from "./store.ts";

export interface Directories {
  readonly people: Directory<ShownPerson>;
  /** People to admit to a group. */
  readonly admits: Directory<ShownPerson>;
  readonly groups: Directory<ShownGroup>;
  readonly sessions: Directory<ShownSession>;
}

interface Deps {
  readonly store: Store;
  readonly api: Pick<Api, "people" | "groups" | "sessions">;
  readonly clock: Clock;
  /** Notes what a list of people said about their presence. */
  marked(people: readonly ShownPerson[]): void;
}

export function directoriesOf({ store, api, clock, marked }: Deps): Directories {
  const people = (part: "people" | "admits") =>
    new Directory<ShownPerson>({
      clock,
      get: () => store.state[part],
      put: (pages) => store.change({ [part]: pages }),
      key: (one) => one.id,
      heard: marked,
      fetch: async (query, after) => {
        const { people: items, next } = await api.people(query, after);
        return { items, next };
      },
    });
  return {
    people: people("people"),
    admits: people("admits"),
    groups: new Directory<ShownGroup>({
      clock,
      get: () => store.state.groups,
      put: (groups) => store.change({ groups }),
      key: (one) => one.id,
      fetch: async (query, after) => {
        const { groups: items, next } = await api.groups(query, after);
        return { items, next };
      },
    }),
    sessions: new Directory<ShownSession>({
      clock,
      get: () => store.state.sessions,
      put: (sessions) => store.change({ sessions }),
      key: (one) => one.id,
      fetch: async () => ({ items: (await api.sessions()).sessions }),
    }),
  };
}

/** What the page knows of people and their presence, after a list of people came at `known`. */
export const marksOf = (state: State, people: readonly ShownPerson[], known: number) => ({
  marks: {
    ...state.marks,
    ...Object.fromEntries(people.map((one) => [one.handle, { ...one, known }])),
  },
  profiles: learnt(
    state.profiles,
    people.flatMap(({ profile }) => profile ?? []),
  ),
});

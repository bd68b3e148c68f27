// The page's one state, and the events that report its changes.

import { initialState } from "./state.ts";
import type { State } from "./state.ts";

/** The parts of the state that are maps. */
type MapName =
  "conversations" | "outbox" | "acts" | "drafts" | "replies" | "editing" | "links" | "attached";
type Parts = { -readonly [Name in keyof State]?: State[Name] };

const isPart = (name: string): name is keyof State => name in initialState;

export class Store extends EventTarget {
  readonly initial: State;
  state: State;

  constructor(initial: State) {
    super();
    this.initial = initial;
    this.state = initial;
  }

  /** Replaces parts of the state: `change({ inbox })`. Equal parts cause no event. */
  change(parts: Readonly<Parts>): void {
    const names = Object.keys(parts).filter(isPart);
    if (names.every((name) => parts[name] === this.state[name])) return;
    this.state = { ...this.state, ...parts };
    this.dispatchEvent(new Event("change"));
  }

  /** Changes one entry of a map in the state. */
  put<M extends MapName>(map: M, key: string, value: State[M][string]): void {
    if (this.state[map][key] === value) return;
    const parts: Parts = {};
    parts[map] = { ...this.state[map], [key]: value };
    this.change(parts);
  }

  drop(map: MapName, key: string): void {
    const { [key]: _gone, ...rest } = this.state[map];
    this.change({ [map]: rest });
  }

  /** Resets the state, except for these parts. */
  clear(parts: Readonly<Parts>): void {
    this.state = { ...this.initial, ...parts };
    this.dispatchEvent(new Event("change"));
  }
}

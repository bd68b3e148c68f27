// What components may use of the app: its state, and what a person can do.

import type { Account } from "../app/account.ts";
import type { Actions } from "../app/actions.ts";
import type { Attention } from "../app/attention.ts";
import type { Conversations } from "../app/conversations.ts";
import type { Clock } from "../app/clock.ts";
import type { Directories } from "../app/directories.ts";
import type { Layers } from "../app/layers.ts";
import type { Store } from "../app/store.ts";
import type { Writing } from "../app/writing.ts";
import type { Going } from "../model/route.ts";
import type { Api } from "../net/api.ts";

export type { Clock };

export interface App extends Pick<
  Writing,
  "keep" | "posts" | "drafts" | "acts" | "edits" | "habits"
> {
  readonly store: Store;
  readonly account: Account;
  readonly conversations: Conversations;
  readonly actions: Actions;
  readonly directories: Directories;
  readonly api: Api;
  readonly clock: Clock;
  readonly attention: Attention;
  readonly layers: Layers;
  newId(): string;
  /** Goes to a place of the page, and closes what lies over it. */
  go(route: Going): void;
  /** Shows a sentence at the foot of the page for a while. */
  say(text: string): void;
  /** Shows a refusal that belongs to no field. */
  complain(refusal: unknown): void;
  /** Reconnects at once whatever waits. */
  hurry(): void;
  /** Starts the newest version of the page in this tab. */
  reload(): void;
  /** Notes what a list of people said about their presence. */
  marked(people: readonly { handle: string }[]): void;
}

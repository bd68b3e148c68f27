// All that a person writes and does in conversations, made together: drafts, posts, edits, acts.

import { Acts } from "./acts.ts";
import { Drafts } from "./drafts.ts";
import { Edits } from "./edits.ts";
import { Habits } from "./habits.ts";
import { Outgoing } from "./outgoing.ts";
import { Posts } from "./posts.ts";
import type { FromClient } from "../wire.ts";
import type { Clock } from "./clock.ts";
import type { Keep } from "./keep.ts";
import type { Store } from "./store.ts";
import type { Tabs } from "./tabs.ts";

interface Deps {
  readonly store: Store;
  readonly keep: Keep;
  readonly clock: Clock;
  readonly tabs: Pick<Tabs, "say" | "listen">;
  newId(): string;
  /** Sends a frame. Returns false if it cannot. */
  tell(conversation: string, frame: FromClient): boolean;
  complain(refusal: unknown): void;
  /** Tells the person that the draft has the text of their edit now. */
  rescued(): void;
}

export function writingOf(deps: Deps) {
  const drafts = new Drafts(deps);
  const posts = new Posts(deps);
  const habits = new Habits(deps);
  const acts: Acts = new Acts({ ...deps, rescue: (id, text) => edits.rescue(id, text) });
  const edits = new Edits({ ...deps, acts, drafts });
  return {
    keep: deps.keep,
    drafts,
    posts,
    habits,
    acts,
    edits,
    outgoing: new Outgoing({ posts, acts, drafts, edits }),
    /** Loads what the browser keeps. Returns the conversations with unsent posts. */
    async restore(user: string): Promise<string[]> {
      const unsent = posts.restore(user);
      await Promise.all([drafts.restore(user), acts.restore(user), habits.restore(user)]);
      return unsent;
    },
  };
}

export type Writing = ReturnType<typeof writingOf>;

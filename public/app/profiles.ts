// Learning how people are shown. Profiles come beside whatever names people: frames, pages, lists.

import { learnt } from "../model/profiles.ts";
import type { Api } from "../net/api.ts";
import type { Profile, ToClient } from "../wire.ts";
import type { Store } from "./store.ts";

export function learn(store: Store, profiles: readonly Profile[] | undefined): void {
  const known = store.state.profiles;
  const now = learnt(known, profiles);
  if (now !== known) store.change({ profiles: now });
}

export function learnFrom(store: Store, frame: ToClient): void {
  if ("profiles" in frame) learn(store, frame.profiles);
}

/** Pages of timelines, whose profiles are learnt. */
export const learning = (store: Store, api: Pick<Api, "timeline">): Pick<Api, "timeline"> => ({
  async timeline(...asked) {
    const page = await api.timeline(...asked);
    learn(store, page.profiles);
    return page;
  },
});

// Whether the other person of a direct conversation is online, or when they were.

import { useEffect } from "preact/hooks";
import { usePresence } from "../presence.ts";
import { useApp } from "../use.ts";

/**
 * What the list of people says is asked again after this long, while the head is in view, in ms.
 */
const MARK_LASTS = 60_000;

export function Presence({ handle }: { handle: string }) {
  const app = useApp();

  useEffect(() => {
    const { clock, store } = app;
    let isHere = true;
    let cancel = () => {};
    const ask = async () => {
      try {
        const { people } = await app.api.people(handle);
        if (isHere) app.marked(people.filter((person) => person.handle === handle));
      } catch {
        // Without an answer the head says what it knew. Nothing else needs it.
      }
      if (isHere) later(MARK_LASTS);
    };
    const later = (ms: number) => {
      cancel();
      cancel = clock.after(ms, check);
    };
    /** A page that nobody sees asks nothing. It asks when it is seen again. */
    const check = () => {
      if (document.hidden) return;
      const age = clock.now() - (store.state.marks[handle]?.known ?? -Infinity);
      if (age >= MARK_LASTS) void ask();
      else later(MARK_LASTS - age);
    };
    check();
    document.addEventListener("visibilitychange", check);
    return () => {
      isHere = false;
      cancel();
      document.removeEventListener("visibilitychange", check);
    };
  }, [app, handle]);

  return <>{usePresence(handle).said}</>;
}

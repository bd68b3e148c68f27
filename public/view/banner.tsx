// Says that the connection is lost or slow, and what to do about it; or that the page is older than
// the server. It waits a little, because most losses end before a person can read.

import { useEffect, useState } from "preact/hooks";
import { linkOf } from "../app/state.ts";
import { TELL_AFTER } from "../model/link.ts";
import { words } from "../words/words.ts";
import { useApp, useSelect } from "./use.ts";

export function Banner() {
  const app = useApp();
  const link = useSettled(useSelect(linkOf));
  const isOld = useSelect((state) => state.deployment === "newer");
  const isLost = link === "connecting" || link === "offline";
  const isOffered = isOld && link === "live";
  const text = link !== "live" ? words.banner[link] : isOld ? words.banner.newer : "";
  // A screen reader hears only what comes into a status that was there before. So an empty banner
  // is not hidden, but out of sight.
  return (
    <div class={text === "" ? "unseen" : "banner"} data-link={link}>
      <span class="banner-dot" aria-hidden="true" />
      <p>
        <span role="status">{text}</span>{" "}
        {isLost && <LinkButton act={() => app.hurry()}>{words.shell.tryNow}</LinkButton>}
        {isOffered && <LinkButton act={() => app.reload()}>{words.banner.reload}</LinkButton>}
      </p>
    </div>
  );
}

const LinkButton = ({ act, children }: { act: () => void; children: string }) => (
  <button type="button" class="link-button" onClick={act}>
    {children}
  </button>
);

/** The link's word. From "live" to another it takes a while; all other changes show at once. */
function useSettled<T>(link: T | "live"): T | "live" {
  const { clock } = useApp();
  const [settled, settle] = useState<T | "live">("live");
  const waits = settled === "live" && link !== "live";
  useEffect(
    () => (waits ? clock.after(TELL_AFTER, () => settle(link)) : settle(link)),
    [clock, waits, link],
  );
  return waits ? "live" : link;
}

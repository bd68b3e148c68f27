// The pinned messages of a conversation in its details. Each leads to its place in the timeline.

import { useEffect, useState } from "preact/hooks";
import type { Timeline } from "../../model/timeline.ts";
import { shortWords } from "../../words/times.ts";
import { thrownWords, words } from "../../words/words.ts";
import type { PinnedMessage } from "../../wire.ts";
import { Avatar } from "../ui/avatar.tsx";
import { Button } from "../ui/button.tsx";
import { useApp, useNarrow } from "../use.ts";

export function Pins({ held, close }: { held: Timeline; close: () => void }) {
  const app = useApp();
  const isNarrow = useNarrow();
  const { pins, error, load } = usePins(held);
  if (error === "" && pins.length === 0) return null;
  const show = (seq: number) => {
    // On a phone the details cover the timeline.
    if (isNarrow) close();
    app.go({ place: "conversation", id: held.id, at: seq });
    void app.conversations.openAt(held.id, seq);
  };
  return (
    <>
      <h3 class="section-title">{words.details.pins}</h3>
      {error !== "" && (
        <p class="item-note" role="alert">
          {error} <Button onClick={load}>{words.listing.again}</Button>
        </p>
      )}
      <ul class="listing pins" aria-label={words.details.pins}>
        {pins.map(({ message, handle, at, preview }) => (
          <li key={message}>
            <button
              type="button"
              class="pin"
              aria-label={words.details.pinOf(handle, preview)}
              onClick={() => show(message)}
            >
              <Avatar id={handle} name={handle} size="s" />
              <span class="item-body">
                <span class="pin-head">
                  <span class="pin-name">{handle}</span>
                  <time class="pin-when">{shortWords(at, app.clock.now())}</time>
                </span>
                <span class="pin-text" dir="auto">
                  {preview}
                </span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

/** Asks again when an event may have changed the list. */
function usePins(held: Timeline) {
  const { api } = useApp();
  const [pins, show] = useState<readonly PinnedMessage[]>([]);
  const [error, fail] = useState("");
  const changed = held.recent.changes.findLast(
    (event) =>
      event.kind === "pinned" ||
      event.kind === "unpinned" ||
      ((event.kind === "edited" || event.kind === "deleted") &&
        pins.some(({ message }) => message === event.message)),
  )?.seq;
  const load = () => {
    let isLatest = true;
    api.pins(held.id).then(
      (page) => {
        if (!isLatest) return;
        show(page.pins);
        fail("");
      },
      (thrown) => isLatest && fail(thrownWords(thrown)),
    );
    return () => void (isLatest = false);
  };
  useEffect(load, [held.id, held.live, changed]);
  return { pins, error, load };
}

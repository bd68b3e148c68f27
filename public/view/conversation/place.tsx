// Where a conversation is shown, once its view is loaded.

import { useEffect, useState } from "preact/hooks";
import { words } from "../../words/words.ts";
import { Button } from "../ui/button.tsx";
import { loadedPane, loadPane } from "./load.ts";

export function ConversationPlace() {
  const [Pane, show] = useState(loadedPane);
  const [isFailed, fail] = useState(false);
  const load = () => {
    fail(false);
    loadPane().then(
      (pane) => show(() => pane),
      () => fail(true),
    );
  };
  useEffect(() => {
    if (!Pane) load();
  }, []);
  if (Pane) return <Pane />;
  return (
    <div class="home" aria-busy={!isFailed}>
      {isFailed && (
        <>
          <p class="home-text" role="alert">
            {words.conversation.notLoaded}
          </p>
          <Button onClick={load}>{words.listing.again}</Button>
        </>
      )}
    </div>
  );
}

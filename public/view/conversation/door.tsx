// Shown in place of a conversation that the person is not in: left, unknown, or a public group to
// join. The server does not distinguish the first two. The page knows whether it was in it.

import { useEffect, useState } from "preact/hooks";
import type { Timeline } from "../../model/timeline.ts";
import { words } from "../../words/words.ts";
import type { About } from "../../wire.ts";
import { Button, useAsking } from "../ui/button.tsx";
import { useApp } from "../use.ts";
import { UnsentPosts } from "./unsent.tsx";

export function Door({ held }: { held: Timeline }) {
  const app = useApp();
  const [group, show] = useState<About | null>(null);
  useEffect(() => {
    let isHere = true;
    app.api.conversation(held.id).then(
      ({ conversation }) => isHere && show(conversation),
      // The person may not see it. The words for that are already on the page.
      () => {},
    );
    return () => void (isHere = false);
  }, [app, held.id]);
  const joining = useAsking(() => app.actions.join(held.id), app.complain);
  const said = () => {
    if (held.about) return words.door.out(held.about.title);
    return group ? words.door.open(group.title) : words.door.none;
  };
  // That a conversation has ended is news. A status that comes with its words is not heard.
  return (
    <div class="home door">
      <p class="home-text" role={held.about ? "alert" : "status"}>
        {said()}
      </p>
      <UnsentPosts id={held.id} />
      <div class="home-acts">
        {group && (
          <Button class="button button-main" onClick={joining.run} {...joining.busy}>
            {words.door.join}
          </Button>
        )}
        <Button onClick={() => app.go({ place: "groups" })}>{words.door.browse}</Button>
      </div>
    </div>
  );
}

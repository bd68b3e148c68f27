// The conversation in view.

import { useLayoutEffect, useRef } from "preact/hooks";
import { conversationView } from "./conversation.ts";
import { useApp, useSelect } from "./use.ts";

export function ConversationPane() {
  const app = useApp();
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<{ el: Node; update: (state: unknown) => void; end: () => void } | null>(null);
  useLayoutEffect(() => {
    const made = conversationView(app);
    view.current = made;
    host.current?.replaceChildren(made.el);
    made.update(app.store.state);
    return () => made.end();
  }, [app]);
  const state = useSelect((state) => state);
  useLayoutEffect(() => view.current?.update(state));
  return <div class="conversation-host" ref={host} />;
}

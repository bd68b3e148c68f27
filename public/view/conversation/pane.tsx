// One conversation in view: its head, timeline, composer and details, or the words for a closed
// one.

import { useCallback, useEffect, useLayoutEffect, useMemo, useRef } from "preact/hooks";
import { actsIn, currentId, editingIn } from "../../app/state.ts";
import type { Posts } from "../../model/post.ts";
import { emptyTimeline, type Timeline as Held } from "../../model/timeline.ts";
import { words } from "../../words/words.ts";
import { useApp, useNarrow, useSelect } from "../use.ts";
import { Composer } from "./composer.tsx";
import { Details } from "./details.tsx";
import { Door } from "./door.tsx";
import { Head } from "./head.tsx";
import { useMessageActs } from "./message-acts.ts";
import { Timeline } from "./timeline.tsx";

const NO_POSTS: Posts = [];

export function ConversationPane() {
  const id = useSelect(currentId);
  return id === null ? null : <Conversation key={id} id={id} />;
}

function Conversation({ id }: { id: string }) {
  const empty = useMemo(() => emptyTimeline(id), [id]);
  const held = useSelect((state) => state.conversations[id]) ?? empty;
  const title = useRef<HTMLHeadingElement>(null);
  const toggle = useRef<HTMLButtonElement>(null);
  const details = useDetails(() => toggle.current?.focus());
  const { about, you } = held;
  return (
    <section
      class="conversation"
      aria-label={words.conversation.label}
      data-live={held.live ? "" : undefined}
      onKeyDown={({ key, isComposing }) => key === "Escape" && !isComposing && details.close()}
    >
      <div class="conversation-main">
        <Head id={id} held={held} titleRef={title} toggleRef={toggle} toggle={details.toggle} />
        {held.gone ? (
          <Door held={held} />
        ) : (
          <Talk held={held} focusTitle={() => title.current?.focus({ preventScroll: true })} />
        )}
      </div>
      {details.isOpen && about && you && !held.gone && (
        <Details held={held} about={about} you={you} close={details.close} />
      )}
    </section>
  );
}

/** On a narrow window the details are a layer, so that Back closes them. */
function useDetails(closed: () => void) {
  const app = useApp();
  const isOpen = useSelect((state) => state.details);
  const isNarrow = useNarrow();
  const closeLayer = useRef<(() => void) | null>(null);
  const shut = useCallback(() => {
    closeLayer.current = null;
    app.store.change({ details: false });
  }, [app]);
  const lay = () => void (closeLayer.current ??= app.layers.lay(null, shut));
  const open = () => {
    if (isNarrow) lay();
    app.store.change({ details: true });
  };
  // The window became narrow while they were open.
  useEffect(() => {
    if (isNarrow && app.store.state.details) lay();
  }, [isNarrow]);
  const close = () => {
    if (!app.store.state.details) return;
    if (closeLayer.current) closeLayer.current();
    else shut();
    closed();
  };
  // The key after the one that closed them may come before the next drawing.
  const toggle = () => (app.store.state.details ? close() : open());
  // The focus goes back to where it came from, also when Back has closed them.
  const wasOpen = useRef(isOpen);
  useLayoutEffect(() => {
    if (wasOpen.current && !isOpen) closed();
    wasOpen.current = isOpen;
  }, [isOpen]);
  useEffect(() => () => closeLayer.current?.(), []);
  return { isOpen, toggle, close };
}

function Talk({ held, focusTitle }: { held: Held; focusTitle: () => void }) {
  const app = useApp();
  const { id } = held;
  const posts = useSelect((state) => state.outbox[id]) ?? NO_POSTS;
  const me = useSelect((state) => state.session.you?.id) ?? "";
  const box = useRef<HTMLDivElement>(null);
  const underWay = useSelect((state) => actsIn(state, id));
  const editing = useSelect((state) => editingIn(state, id)?.message ?? null);
  const mine = { posts, acts: underWay, editing, me };
  const acts = useMessageActs(id, () => {
    box.current?.querySelector<HTMLTextAreaElement>("#composer")?.focus({ preventScroll: true });
  });
  // On a phone, focusing the composer would open the keyboard over the messages.
  useLayoutEffect(() => {
    if (!matchMedia("(hover: hover)").matches) focusTitle();
  }, []);
  return (
    <div class="talk" ref={box}>
      <Timeline app={app} held={held} mine={mine} acts={acts} />
      <Composer id={id} held={held} acts={acts} />
    </div>
  );
}

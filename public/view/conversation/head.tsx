// The head of a conversation: its face and name, who is there, and the way to its details.

import type { Ref } from "preact";
import { otherIn, titleIn } from "../../app/state.ts";
import type { Timeline } from "../../model/timeline.ts";
import { words } from "../../words/words.ts";
import { Avatar } from "../ui/avatar.tsx";
import { IconButton } from "../ui/button.tsx";
import { BackLink } from "../pane.tsx";
import { openSearch } from "../search/open.tsx";
import { useApp, useSelect } from "../use.ts";
import { Presence } from "./presence.tsx";

interface Props {
  id: string;
  held: Timeline;
  titleRef: Ref<HTMLHeadingElement>;
  toggleRef: Ref<HTMLButtonElement>;
  toggle: () => void;
}

export function Head({ id, held, titleRef, toggleRef, toggle }: Props) {
  const app = useApp();
  const entry = useSelect((state) => state.inbox[id]);
  const isOpen = useSelect((state) => state.details);
  const { kind = "group" } = held.about ?? entry ?? {};
  const name = useSelect((state) => titleIn(state, id));
  const other = useSelect((state) => otherIn(state, id));
  return (
    <header class="conversation-head">
      <BackLink />
      <span class="conversation-face">
        {name && <Avatar id={other ?? id} name={name} kind={kind} />}
      </span>
      <div class="conversation-names">
        <h1 ref={titleRef} class="conversation-title" tabIndex={-1}>
          <bdi>{name || (held.gone ? words.door.unknown : words.conversation.opening)}</bdi>
        </h1>
        {!held.gone && (
          <p class="conversation-note">
            {held.about && <Note held={held} other={other} name={name} />}
          </p>
        )}
      </div>
      {held.about && !held.gone && (
        <IconButton
          label={words.conversation.search}
          icon="search"
          onClick={() => void openSearch(app, id)}
        />
      )}
      {held.about && !held.gone && (
        <IconButton
          label={words.conversation.details}
          icon="details"
          buttonRef={toggleRef}
          aria-expanded={isOpen}
          onClick={toggle}
        />
      )}
    </header>
  );
}

interface NoteProps {
  held: Timeline;
  /** The other person's handle, in a direct conversation. */
  other: string | null;
  name: string;
}

function Note({ held, other, name }: NoteProps) {
  const me = useSelect((state) => state.session.you?.id);
  const others = Object.keys(held.here).filter((user) => user !== me).length;
  if (other !== null)
    return (
      <>
        {name !== other && `@${other} · `}
        {others > 0 ? words.conversation.hereNow : <Presence handle={other} />}
      </>
    );
  const parts = [
    words.conversation.members(held.count),
    others > 0 ? words.conversation.others(others) : "",
    held.about?.topic,
  ];
  return <>{parts.filter(Boolean).join(" · ")}</>;
}

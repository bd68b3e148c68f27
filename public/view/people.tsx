// Everybody with an account: search by the beginning of a name, see who is online, and choose a
// person to write to.

import { useEffect } from "preact/hooks";
import { words } from "../words/words.ts";
import { Listing } from "./listing.tsx";
import { useName } from "./names.ts";
import { Pane } from "./pane.tsx";
import { usePresence } from "./presence.ts";
import { Avatar } from "./ui/avatar.tsx";
import { useAsking } from "./ui/button.tsx";
import { SearchBox } from "./ui/field.tsx";
import { memo } from "./ui/memo.ts";
import { useApp, useSelect } from "./use.ts";

/** How often the open list asks again who is online, in ms. */
const ASK_AGAIN = 60_000;

export function People() {
  const { directories } = useApp();
  const pages = useSelect((state) => state.people);
  const me = useSelect((state) => state.session.you?.id);
  useEffect(() => void directories.people.search(""), [directories]);
  useFreshMarks(pages.query);
  return (
    <Pane title={words.people.title}>
      <SearchBox label={words.people.search} typed={(query) => directories.people.type(query)} />
      <Listing
        directory={directories.people}
        pages={pages}
        label={words.people.title}
        none={words.people.nobody}
        row={({ id, handle }) => <PersonLine key={id} id={id} handle={handle} isMe={id === me} />}
      />
    </Pane>
  );
}

/** Presence grows old, so the list asks again while it is open and seen. */
function useFreshMarks(query: string | null) {
  const { api, clock, marked } = useApp();
  useEffect(() => {
    let isOpen = true;
    let cancel = () => {};
    const later = () => (cancel = clock.after(ASK_AGAIN, ask));
    const ask = async () => {
      try {
        if (!document.hidden) marked((await api.people(query ?? "")).people);
      } catch {
        // The marks grow old, and the list says so.
      }
      if (isOpen) later();
    };
    later();
    return () => {
      isOpen = false;
      cancel();
    };
  }, [api, clock, marked, query]);
}

interface LineProps {
  id: string;
  handle: string;
  isMe: boolean;
}

const PersonLine = memo(({ id, handle, isMe }: LineProps) => {
  const app = useApp();
  const { isOnline, said } = usePresence(handle);
  const name = useName(handle);
  const note = [name !== handle && `@${handle}`, isMe ? words.people.you : said];
  const asking = useAsking(() => app.actions.openDirect(id), app.complain);
  return (
    <li data-user={id}>
      <button
        type="button"
        class="item item-button"
        disabled={isMe}
        onClick={asking.run}
        {...asking.busy}
      >
        <Avatar id={handle} name={name} online={isOnline} />
        <span class="item-body">
          <bdi class="item-title">{name}</bdi>
          <span class="item-note">{note.filter(Boolean).join(" · ")}</span>
        </span>
      </button>
    </li>
  );
});

// The dialog that admits people to a group: search, add, and see who is a member. The page may not
// know all members; adding one again changes nothing.

import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { conversationIn } from "../app/state.ts";
import { thrownWords, words } from "../words/words.ts";
import type { ShownPerson } from "../wire.ts";
import type { App } from "./app.ts";
import { inSentence } from "../model/profiles.ts";
import { Listing } from "./listing.tsx";
import { useName } from "./names.ts";
import { Avatar } from "./ui/avatar.tsx";
import { Button, useAsking } from "./ui/button.tsx";
import { Dialog, FormError } from "./ui/dialog.tsx";
import { SearchBox } from "./ui/field.tsx";
import { openDialog } from "./ui/layers.tsx";
import { useApp, useSelect } from "./use.ts";

export const admitDialog = (app: App, id: string) =>
  openDialog(app, (close) => <Admit id={id} close={close} />);

function Admit({ id, close }: { id: string; close: () => void }) {
  const directory = useApp().directories.admits;
  const pages = useSelect((state) => state.admits);
  const [error, fail] = useState("");
  const search = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => search.current?.focus(), []);
  useEffect(() => void directory.search(""), [directory]);
  return (
    <Dialog title={words.admit.title} close={close}>
      <SearchBox
        label={words.people.search}
        inputRef={search}
        typed={(query) => directory.type(query)}
      />
      <FormError>{error}</FormError>
      <Listing
        directory={directory}
        pages={pages}
        label={words.admit.list}
        none={words.people.nobody}
        row={(person) => <AdmitLine key={person.id} id={id} person={person} fail={fail} />}
      />
      <div class="dialog-foot">
        <Button class="button button-main" onClick={close}>
          {words.dialogs.done}
        </Button>
      </div>
    </Dialog>
  );
}

interface LineProps {
  id: string;
  person: ShownPerson;
  /** Shows an error; empty: none. */
  fail: (error: string) => void;
}

function AdmitLine({ id, person, fail }: LineProps) {
  const app = useApp();
  const isMember = useSelect((state) => person.id in conversationIn(state, id).members);
  const [isAdded, added] = useState(false);
  const isInside = isMember || isAdded;
  const name = useName(person.handle);
  const asking = useAsking(
    async () => {
      fail("");
      await app.actions.admit(id, person);
      added(true);
    },
    (thrown) => fail(thrownWords(thrown)),
  );
  // Not `disabled`: a disabled button loses the focus, and the next Tab begins at the top.
  return (
    <li class="item" data-user={person.id}>
      <Avatar id={person.handle} name={name} size="s" />
      <span class="item-body">
        <bdi class="item-title">{name}</bdi>
        {name !== person.handle && <span class="item-note">@{person.handle}</span>}
      </span>
      <button
        type="button"
        class="button"
        aria-label={words.admit[isInside ? "insideOne" : "addOne"](inSentence(name))}
        aria-disabled={isInside}
        onClick={isInside ? undefined : asking.run}
        {...asking.busy}
      >
        {isInside ? words.admit.inside : words.admit.add}
      </button>
    </li>
  );
}

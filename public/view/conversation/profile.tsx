// The card of a person: how they are shown, their handle, whether they are online, and the way to
// write to them.

import { useLayoutEffect, useRef } from "preact/hooks";
import { words } from "../../words/words.ts";
import type { App } from "../app.ts";
import { useName } from "../names.ts";
import { Avatar } from "../ui/avatar.tsx";
import { Button, useAsking } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { openDialog } from "../ui/layers.tsx";
import { useApp } from "../use.ts";
import { Presence } from "./presence.tsx";

interface Shown {
  /** Their id. */
  readonly user: string;
  readonly handle: string;
}

export const openProfile = (app: App, person: Shown) =>
  openDialog(app, (close) => <Profile {...person} close={close} />);

function Profile({ user, handle, close }: Shown & { close: () => void }) {
  const app = useApp();
  const name = useName(handle);
  const isMe = user === app.store.state.session.you?.id;
  const shut = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => shut.current?.focus(), []);
  const writing = useAsking(() => app.actions.openDirect(user), app.complain);
  return (
    <Dialog title={name} close={close} small>
      <div class="me">
        <Avatar id={handle} name={name} size="l" />
        <div>
          <p>@{handle}</p>
          <p class="item-note">{isMe ? words.people.you : <Presence handle={handle} />}</p>
        </div>
      </div>
      <div class="dialog-foot">
        <button ref={shut} type="button" class="button" onClick={close}>
          {words.profile.close}
        </button>
        {!isMe && (
          <Button class="button button-main" onClick={writing.run} {...writing.busy}>
            {words.profile.write}
          </Button>
        )}
      </div>
    </Dialog>
  );
}

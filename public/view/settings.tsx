// The account: my name, where I am signed in, and how to sign out.

import { useEffect, useState } from "preact/hooks";
import type { EnterKey } from "../model/enterkey.ts";
import type { FileRoom, ShownSession } from "../wire.ts";
import { agoUntil, agoWords, fullWords } from "../words/times.ts";
import { words } from "../words/words.ts";
import type { App } from "./app.ts";
import { Listing } from "./listing.tsx";
import { NameForm } from "./nameform.tsx";
import { useName } from "./names.ts";
import { Pane } from "./pane.tsx";
import { Avatar } from "./ui/avatar.tsx";
import { Button, useAsking } from "./ui/button.tsx";
import { askFirst } from "./ui/layers.tsx";
import { memo } from "./ui/memo.ts";
import { useApp, useNow, useSelect } from "./use.ts";

const ENTER: readonly EnterKey[] = ["send", "line"];

export function Settings() {
  const app = useApp();
  const directory = app.directories.sessions;
  const pages = useSelect((state) => state.sessions);
  useEffect(() => void directory.search(""), [directory]);
  return (
    <Pane title={words.settings.title}>
      <Me />
      <Writing />
      <h2 class="section-title">{words.settings.sessions}</h2>
      <Listing
        directory={directory}
        pages={pages}
        label={words.settings.sessions}
        none={() => ""}
        row={(session) => <SessionLine key={session.id} session={session} />}
      />
      <FilesTaken />
      <div class="settings-acts">
        {pages.items.some((one) => !one.current) && (
          <Button onClick={() => endOthers(app)}>{words.settings.others}</Button>
        )}
        <Button class="button button-danger" onClick={() => leave(app)}>
          {words.settings.out}
        </Button>
      </div>
    </Pane>
  );
}

function Me() {
  const handle = useSelect((state) => state.session.you?.handle ?? "");
  const name = useName(handle);
  return (
    <>
      <div class="me">
        <Avatar id={handle} name={name} size="l" />
        <div>
          <p class="me-name">
            <bdi>{name}</bdi>
          </p>
          <p class="item-note">
            {name === handle ? words.settings.yourName : words.settings.yourHandle(handle)}
          </p>
        </div>
      </div>
      <NameForm handle={handle} name={name === handle ? "" : name} />
    </>
  );
}

/** How much room my files take. Nothing, if that cannot be found out now. */
function FilesTaken() {
  const { api } = useApp();
  const [room, show] = useState<FileRoom | null>(null);
  useEffect(() => void api.fileRoom().then(show, () => {}), [api]);
  if (!room) return null;
  const { taken, limit } = room.yours;
  return (
    <>
      <h2 class="section-title">{words.settings.files}</h2>
      <p class="item-note">{words.settings.filesTaken(taken, limit)}</p>
    </>
  );
}

/** On a phone Enter always makes a new line, so there is nothing to choose. */
function Writing() {
  const { habits } = useApp();
  const enter = useSelect((state) => state.enter);
  if (matchMedia("(pointer: coarse) and (hover: none)").matches) return null;
  return (
    <fieldset class="choices settings-choices">
      <legend class="section-title">{words.settings.writing}</legend>
      {ENTER.map((what) => (
        <div key={what} class="choice">
          <input
            id={`enter-${what}`}
            type="radio"
            name="enter"
            checked={enter === what}
            aria-describedby={`enter-${what}-note`}
            onChange={() => habits.setEnter(what)}
          />
          <label for={`enter-${what}`}>{words.settings.enter[what]}</label>
          <p id={`enter-${what}-note`} class="field-hint">
            {words.settings.enterNote[what]}
          </p>
        </div>
      ))}
    </fieldset>
  );
}

const SessionLine = memo(({ session }: { session: ShownSession }) => {
  const app = useApp();
  const now = useNow((now) => (session.current ? null : agoUntil(session.used_at, now)));
  const asking = useAsking(async () => {
    await app.api.endSession(session.id);
    await app.directories.sessions.search("");
  }, app.complain);
  const label = session.label || words.settings.unnamed;
  const used = words.settings.used(agoWords(session.used_at, now));
  return (
    <li
      class="item"
      data-session={session.id}
      title={words.settings.since(fullWords(session.created_at))}
    >
      <span class="item-body">
        <span class="item-title">{label}</span>
        <span class="item-note">{session.current ? words.settings.thisDevice : used}</span>
      </span>
      {!session.current && (
        <Button
          class="button button-quiet"
          aria-label={words.settings.endOne(label)}
          onClick={asking.run}
          {...asking.busy}
        >
          {words.settings.end}
        </Button>
      )}
    </li>
  );
});

function endOthers(app: App) {
  askFirst(app, {
    title: words.settings.othersTitle,
    text: words.settings.othersText,
    yes: words.settings.othersYes,
    act: async () => {
      await app.api.endOtherSessions();
      await app.directories.sessions.search("");
    },
  });
}

/** Unsent messages would be lost, so ask first. */
function leave(app: App) {
  const posts = Object.values(app.store.state.outbox).flat();
  const isUnsent = posts.some((post) => post.state !== "sent");
  askFirst(app, {
    title: words.settings.outTitle,
    text: isUnsent ? words.settings.outUnsent : words.settings.outText,
    yes: words.settings.out,
    act: () => app.account.signOut(),
  });
}

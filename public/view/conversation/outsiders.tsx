// Above the composer: somebody who is named in the draft, or in what was just sent, and is not in
// the group. The server mentions members only, so the text alone tells them nothing.

import { useEffect, useRef, useState } from "preact/hooks";
import { conversationIn } from "../../app/state.ts";
import { namesIn } from "../../model/markup/names.ts";
import { handlesOf, may } from "../../model/members.ts";
import type { Timeline } from "../../model/timeline.ts";
import { words } from "../../words/words.ts";
import type { Person } from "../../wire.ts";
import type { App } from "../app.ts";
import { Button, IconButton, useAsking } from "../ui/button.tsx";
import { useApp } from "../use.ts";

/** How long a person pauses before the page asks who that is, in ms. */
const PAUSE = 600;
/** The first names of a text that are looked at. */
const MOST = 5;

interface Props {
  held: Timeline;
  /** The draft; what was sent last while there is none. */
  text: string;
  /** Gives the focus back. */
  closed: () => void;
}

export function Outsiders({ held, text, closed }: Props) {
  const app = useApp();
  const { people, ignore } = useOutsiders(app, held, text);
  const [person] = people;
  const asking = useAsking(async () => {
    if (!person) return;
    await app.actions.admit(held.id, person);
    ignore(person);
    closed();
  }, app.complain);
  if (!person || !held.you) return null;
  const { handle } = person;
  return (
    <div class="outsider" role="status">
      <span class="outsider-text">{words.outsider.text(handle)}</span>
      {may.admit(held.you.role) && (
        <Button
          class="button button-small"
          aria-label={words.outsider.addOne(handle)}
          onClick={asking.run}
          {...asking.busy}
        >
          {words.outsider.add}
        </Button>
      )}
      <IconButton
        label={words.outsider.close}
        icon="close"
        onClick={() => {
          ignore(person);
          closed();
        }}
      />
    </div>
  );
}

/** People with an account who are named and are no members. */
function useOutsiders(app: App, held: Timeline, text: string) {
  const asked = useRef(new Set<string>());
  const [known, learn] = useState<Readonly<Record<string, Person>>>({});
  const [ignored, ignore] = useState<readonly string[]>([]);
  const isGroup = held.about?.kind === "group";
  const members = handlesOf(held.members);
  const names = isGroup ? namesIn(text).handles.slice(0, MOST) : [];
  const strangers = names.filter((name) => !members.has(name));
  const wanted = strangers.join(" ");
  useEffect(() => {
    const unknown = strangers.filter((name) => !asked.current.has(name));
    if (unknown.length === 0) return;
    return app.clock.after(PAUSE, () => {
      for (const name of unknown) {
        asked.current.add(name);
        personCalled(app, held.id, name).then(
          (person) => person && learn((all) => ({ ...all, [name]: person })),
          // The next change of the text asks again.
          () => asked.current.delete(name),
        );
      }
    });
  }, [held.id, wanted]);
  const people = strangers.flatMap((name) => {
    const person = known[name];
    return person && !ignored.includes(name) ? [person] : [];
  });
  return { people, ignore: ({ handle }: Person) => ignore((all) => [...all, handle]) };
}

/** Null: nobody is called so, or a member is, whom the page knows from now on. */
async function personCalled(app: App, id: string, handle: string): Promise<Person | null> {
  await app.actions.findMembers(id, handle);
  if (handlesOf(conversationIn(app.store.state, id).members).has(handle)) return null;
  const { people } = await app.api.people(handle);
  return people.find((one) => one.handle === handle) ?? null;
}

// The search dialog: a field, where to search, and what was found. The focus stays in the field,
// and the arrow keys go through the results.

import { useEffect, useId, useMemo, useRef } from "preact/hooks";
import { Finder } from "../../app/finder.ts";
import type { Hit, Scope } from "../../model/found.ts";
import { searchWords } from "../../words/search.ts";
import { words } from "../../words/words.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Icon } from "../ui/icon.tsx";
import { useApp, useRedraw } from "../use.ts";
import { Notes, Results } from "./results.tsx";

interface Props {
  /** The conversation in view. */
  here: string | null;
  scope: Scope;
  close: () => void;
}

export function Search({ here, scope, close }: Props) {
  const app = useApp();
  const finder = useFinder(scope);
  const field = useRef<HTMLInputElement>(null);
  const id = useId();
  const { found, active } = finder;
  const text = () => field.current?.value ?? "";
  const open = ({ conversation, seq }: Hit) =>
    app.go({ place: "conversation", id: conversation, at: seq });
  const turn = (scope: Scope) => {
    finder.turn(scope, text());
    field.current?.focus();
  };
  const pressed = (event: KeyboardEvent) => {
    if (event.isComposing || event.keyCode === 229) return;
    const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };
    const step = steps[event.key];
    if (step !== undefined) {
      event.preventDefault();
      finder.step(step);
    } else if (event.key === "Enter") {
      event.preventDefault();
      const hit = finder.found.hits[finder.active];
      if (hit) open(hit);
      else void finder.search(text());
    }
  };
  return (
    <Dialog title={searchWords.title} close={close}>
      <div class="finder">
        <div class="finder-head">
          <div class="search" role="search">
            <Icon name="search" />
            <label for={id} class="unseen">
              {searchWords.field}
            </label>
            <input
              ref={field}
              id={id}
              type="text"
              inputMode="search"
              class="input"
              role="combobox"
              placeholder={searchWords.field}
              autocomplete="off"
              spellcheck={false}
              enterkeyhint="search"
              maxLength={200}
              aria-expanded={found.hits.length > 0}
              aria-controls={`${id}-list`}
              aria-autocomplete="list"
              aria-describedby={`${id}-hint`}
              aria-activedescendant={active < 0 ? undefined : `${id}-${active}`}
              onInput={(event) => finder.type(event.currentTarget.value)}
              onKeyDown={pressed}
            />
          </div>
          <Button class="button button-quiet" onClick={close}>
            {words.dialogs.done}
          </Button>
        </div>
        {here !== null && <Scopes here={here} scope={finder.scope} turn={turn} />}
        <p id={`${id}-hint`} class="field-hint">
          {searchWords.hint}
        </p>
        <Results id={id} found={found} active={active} open={open} />
        <Notes found={found} again={() => void finder.search(text())} turn={turn} />
        {found.next !== null && found.phase !== "failed" && (
          <div class="listing-foot">
            <Button
              class="button button-quiet"
              aria-busy={found.phase === "loading"}
              onClick={() => void finder.more()}
            >
              {words.listing.more}
            </Button>
          </div>
        )}
      </div>
    </Dialog>
  );
}

function useFinder(scope: Scope): Finder {
  const { api, clock } = useApp();
  const redraw = useRedraw();
  const finder = useMemo(() => new Finder(scope, { api, clock, changed: () => redraw() }), []);
  useEffect(() => () => finder.stop(), [finder]);
  return finder;
}

interface ScopesProps {
  here: string;
  scope: Scope;
  turn: (scope: Scope) => void;
}

const Scopes = ({ here, scope, turn }: ScopesProps) => (
  <div class="finder-scopes" role="group" aria-label={searchWords.scope}>
    <button type="button" class="button" aria-pressed={scope !== null} onClick={() => turn(here)}>
      {searchWords.here}
    </button>
    <button type="button" class="button" aria-pressed={scope === null} onClick={() => turn(null)}>
      {searchWords.everywhere}
    </button>
  </div>
);

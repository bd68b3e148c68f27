// What a search has found, and what is to be said about it.

import { useLayoutEffect, useRef } from "preact/hooks";
import type { Found, Hit, Scope } from "../../model/found.ts";
import { fullWords, shortWords } from "../../words/times.ts";
import { searchWords } from "../../words/search.ts";
import { words } from "../../words/words.ts";
import { Button } from "../ui/button.tsx";
import { useApp, useSelect } from "../use.ts";

interface Props {
  id: string;
  found: Found;
  active: number;
  open: (hit: Hit) => void;
}

export function Results({ id, found, active, open }: Props) {
  const list = useRef<HTMLUListElement>(null);
  useLayoutEffect(() => {
    list.current?.children[active]?.scrollIntoView({ block: "nearest" });
  }, [active]);
  return (
    <ul
      ref={list}
      id={`${id}-list`}
      class="finder-list"
      role="listbox"
      aria-label={searchWords.list}
      aria-busy={found.phase === "loading"}
    >
      {found.hits.map((hit, nth) => (
        <li
          key={`${hit.conversation} ${hit.seq}`}
          id={`${id}-${nth}`}
          class="finder-hit"
          role="option"
          aria-selected={nth === active}
          data-seq={hit.seq}
          onClick={() => open(hit)}
        >
          <About hit={hit} />
          <Snippet hit={hit} />
        </li>
      ))}
    </ul>
  );
}

function About({ hit }: { hit: Hit }) {
  const { clock } = useApp();
  const me = useSelect((state) => state.session.you?.id);
  const author = hit.author === me ? searchWords.you : hit.handle;
  // A direct conversation has the name of the other person.
  const isNamed = hit.title === hit.handle && hit.kind === "direct";
  return (
    <span class="finder-about">
      {hit.title !== null && <bdi class="finder-place">{hit.title}</bdi>}
      {!isNamed && <span class="finder-author">{author}</span>}
      <time dateTime={new Date(hit.at).toISOString()} title={fullWords(hit.at)}>
        {shortWords(hit.at, clock.now())}
      </time>
    </span>
  );
}

/** Text nodes only. What was written from right to left is shown so. */
const Snippet = ({ hit }: { hit: Hit }) => (
  <span class="finder-text" dir="auto">
    {hit.snippet.map(({ text, hit: fits }, nth) =>
      fits ? <mark key={nth}>{text}</mark> : <span key={nth}>{text}</span>,
    )}
  </span>
);

interface NotesProps {
  found: Found;
  again: () => void;
  turn: (scope: Scope) => void;
}

/** How many there are, how far the search reaches, and where there is more. */
export function Notes({ found, again, turn }: NotesProps) {
  const { clock } = useApp();
  const { phase, hits, rest, searchedFrom, isPart, unanswered } = found;
  const isDone = phase === "done";
  return (
    <div>
      <p class="listing-status" role="status">
        {statusOf(found)}
      </p>
      {phase === "failed" && (
        <div class="listing-foot">
          <Button onClick={again}>{words.listing.again}</Button>
        </div>
      )}
      {isDone && searchedFrom !== null && (
        <p class="field-hint">{searchWords.searchedFrom(shortWords(searchedFrom, clock.now()))}</p>
      )}
      {isDone && isPart && <p class="field-hint">{searchWords.partly}</p>}
      {isDone && unanswered > 0 && <p class="field-error">{searchWords.unanswered(unanswered)}</p>}
      {hits.length > 0 && rest.length > 0 && (
        <div class="finder-rest">
          {rest.map(({ conversation, title }) => (
            <Button key={conversation} class="button" onClick={() => turn(conversation)}>
              {searchWords.moreIn(title)}
            </Button>
          ))}
        </div>
      )}
    </div>
  );
}

function statusOf({ phase, error, hits, next, rest, searchedFrom, isPart }: Found): string {
  if (phase === "failed") return error ?? "";
  if (phase === "idle") return "";
  if (phase === "loading") return words.listing.searching;
  const isMore = next !== null || rest.length > 0;
  if (hits.length > 0) return searchWords.found(hits.length, isMore);
  return isMore || searchedFrom !== null || isPart ? searchWords.noneYet : searchWords.none;
}

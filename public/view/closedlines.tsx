// The conversations in the inbox that the person is not in any more: those in which something of
// theirs is left unsent.

import { currentId, titleIn } from "../app/state.ts";
import type { Unsent } from "../model/unsent.ts";
import { words } from "../words/words.ts";
import { Avatar } from "./ui/avatar.tsx";
import { useSelect } from "./use.ts";

export const ClosedLines = ({ all }: { all: readonly Unsent[] }) => (
  <ul class="inbox-closed" aria-label={words.inbox.closedOnes}>
    {all.map(({ conversation, count }) => (
      <li key={conversation}>
        <ClosedLine id={conversation} count={count} />
      </li>
    ))}
  </ul>
);

function ClosedLine({ id, count }: { id: string; count: number }) {
  const isCurrent = useSelect((state) => currentId(state) === id);
  // After a reload its name may be forgotten.
  const name = useSelect((state) => titleIn(state, id)) || words.door.unknown;
  return (
    <a
      href={`#/c/${id}`}
      class="line"
      aria-current={isCurrent ? "page" : undefined}
      data-unread={0}
    >
      <Avatar id={id} name={name} kind="group" />
      <span class="line-body">
        <span class="line-top">
          <bdi class="line-title">{name}</bdi>
        </span>
        <span class="line-top">
          <span class="line-preview">{words.inbox.closed(count)}</span>
        </span>
      </span>
    </a>
  );
}

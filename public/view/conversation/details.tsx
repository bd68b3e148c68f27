// The panel beside a conversation: what it is, who is in it, and what I may do with it.

import { useLayoutEffect, useRef } from "preact/hooks";
import { titleIn } from "../../app/state.ts";
import { areSame, inRank, may } from "../../model/members.ts";
import type { Timeline } from "../../model/timeline.ts";
import { words } from "../../words/words.ts";
import type { About, Member } from "../../wire.ts";
import { admitDialog } from "../admit.tsx";
import { renameDialog } from "../rename.tsx";
import { Button, IconButton, useAsking } from "../ui/button.tsx";
import { askFirst } from "../ui/layers.tsx";
import { memo } from "../ui/memo.ts";
import { useApp, useSelect } from "../use.ts";
import { MemberItem } from "./member.tsx";
import { Pins } from "./pins.tsx";

interface Props {
  held: Timeline;
  about: About;
  you: Member;
  close: () => void;
}

export function Details({ held, about, you, close }: Props) {
  const app = useApp();
  const title = useSelect((state) => titleIn(state, about.id));
  const shut = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => shut.current?.focus(), []);
  const group = about.kind === "group";
  const kind = group ? words.details[about.visibility] : words.details.direct;
  return (
    <aside class="details" aria-label={words.details.title} tabIndex={-1}>
      <header class="details-head">
        <h2 class="details-heading">{words.details.title}</h2>
        <IconButton label={words.details.close} icon="close" buttonRef={shut} onClick={close} />
      </header>
      <div class="details-body">
        <p class="details-title">
          <bdi>{title}</bdi>
        </p>
        <p class="details-topic">{about.topic}</p>
        <p class="item-note">{kind}</p>
        <div class="details-acts">
          {group && may.rename(you.role) && (
            <Button onClick={() => renameDialog(app, about)}>{words.details.rename}</Button>
          )}
          {group && may.admit(you.role) && (
            <Button icon="plus" onClick={() => admitDialog(app, held.id)}>
              {words.details.admit}
            </Button>
          )}
        </div>
        <Pins held={held} close={close} />
        <Members held={held} you={you} group={group} />
        {group && <Leave held={held} about={about} />}
      </div>
    </aside>
  );
}

interface MembersProps {
  held: Timeline;
  you: Member;
  group: boolean;
}

/** Events that change nobody's membership or presence draw nothing here. */
const isSameList = (one: MembersProps, other: MembersProps) =>
  one.group === other.group &&
  one.you.role === other.you.role &&
  one.held.id === other.held.id &&
  one.held.count === other.held.count &&
  one.held.paged === other.held.paged &&
  one.held.here === other.held.here &&
  areSame(one.held.members, other.held.members);

const Members = memo(({ held, you, group }: MembersProps) => {
  const app = useApp();
  const members = inRank(Object.values(held.members));
  const more = useAsking(() => app.actions.moreMembers(held.id), app.complain);
  return (
    <>
      <h3 class="section-title">{words.conversation.members(held.count)}</h3>
      <ul class="listing" aria-label={words.details.members}>
        {members.map((member) => (
          <MemberItem
            key={member.user}
            id={held.id}
            member={member}
            mine={you}
            here={Boolean(held.here[member.user])}
            group={group}
          />
        ))}
      </ul>
      {members.length < held.count && held.paged !== null && (
        <Button class="button button-quiet" onClick={more.run} {...more.busy}>
          {words.listing.more}
        </Button>
      )}
    </>
  );
}, isSameList);

function Leave({ held, about }: { held: Timeline; about: About }) {
  const app = useApp();
  const ask = () =>
    askFirst(app, {
      title: words.details.leaveTitle(about.title),
      text: [
        words.details.leaveText,
        about.visibility === "private" && words.details.leavePrivate,
        held.count <= 1 && words.details.leaveLast,
      ]
        .filter(Boolean)
        .join(" "),
      yes: words.details.leave,
      act: () => app.actions.leave(held.id),
    });
  return (
    <Button class="button button-danger button-wide" onClick={ask}>
      {words.details.leave}
    </Button>
  );
}

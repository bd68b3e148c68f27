// One member in the details, with what I may do about them. Choosing a role does nothing yet: a
// list changes with every arrow key, so a button does it.

import { useRef, useState } from "preact/hooks";
import { may } from "../../model/members.ts";
import { inSentence } from "../../model/profiles.ts";
import { words } from "../../words/words.ts";
import type { Member, Role } from "../../wire.ts";
import { Avatar } from "../ui/avatar.tsx";
import { Button, useAsking } from "../ui/button.tsx";
import { askFirst } from "../ui/layers.tsx";
import { useName, useNames } from "../names.ts";
import { useApp } from "../use.ts";

interface Props {
  /** The group's id. */
  id: string;
  member: Member;
  /** My own membership. */
  mine: Member;
  here: boolean;
  /** Whether this is a group. */
  group: boolean;
}

const ROLES: readonly Role[] = ["member", "admin", "owner"];

export function MemberItem({ id, member, mine, here, group }: Props) {
  const app = useApp();
  const { user, handle, role } = member;
  const name = useName(handle);
  const isMe = user === mine.user;
  const writing = useAsking(() => app.actions.openDirect(user), app.complain);
  const said = [
    name !== handle && `@${handle}`,
    isMe && words.member.you,
    group && words.member.roles[role],
    here && words.member.here,
  ];
  const mayChange = group && !isMe && may.changeRole(mine.role, role);
  const mayRemove = group && !isMe && may.remove(mine.role, role);
  const remove = () =>
    askFirst(app, {
      title: words.member.removeTitle(inSentence(name)),
      text: words.member.removeText,
      yes: words.member.remove,
      act: () => app.actions.remove(id, member),
    });
  return (
    <li class="item member" data-user={user} data-handle={handle}>
      <Avatar id={handle} name={name} size="s" online={here} />
      <span class="item-body">
        {isMe ? (
          <bdi class="item-title">{name}</bdi>
        ) : (
          <button
            type="button"
            class="item-title link-plain"
            aria-label={words.member.write(inSentence(name))}
            onClick={writing.run}
            {...writing.busy}
          >
            <bdi>{name}</bdi>
          </button>
        )}
        <span class="item-note">{said.filter(Boolean).join(" · ")}</span>
      </span>
      {(mayChange || mayRemove) && (
        <span class="member-acts">
          {mayChange && <RoleChoice id={id} member={member} />}
          {mayRemove && (
            <Button
              class="button button-quiet"
              aria-label={words.member.removeOne(inSentence(name))}
              onClick={remove}
            >
              {words.member.remove}
            </Button>
          )}
        </span>
      )}
    </li>
  );
}

function RoleChoice({ id, member }: { id: string; member: Member }) {
  const app = useApp();
  const name = useNames()(member.handle);
  const list = useRef<HTMLSelectElement>(null);
  // A choice is over when the role changes.
  const [choice, setChoice] = useState({ of: member.role, role: member.role });
  const chosen = choice.of === member.role ? choice.role : member.role;
  const choose = (role: Role) => setChoice({ of: member.role, role });
  /** The choice may be later than the last drawing. */
  const latest = () => ROLES.find((role) => role === list.current?.value) ?? member.role;
  const changing = useAsking(() => app.actions.setRole(id, member, latest()), app.complain);
  /** Giving ownership cannot be undone, so ask first. */
  const change = () => {
    const role = latest();
    if (role === member.role) return;
    if (role !== "owner") return void changing.run();
    askFirst(app, {
      title: words.member.ownerTitle(name),
      text: words.member.ownerText,
      yes: words.member.ownerYes,
      act: () => app.actions.setRole(id, member, role),
    });
  };
  return (
    <>
      <select
        ref={list}
        class="select"
        aria-label={words.member.role(name)}
        value={chosen}
        onChange={() => choose(latest())}
      >
        {ROLES.map((role) => (
          <option key={role} value={role}>
            {words.member.roles[role]}
          </option>
        ))}
      </select>
      {chosen !== member.role && (
        <Button aria-label={words.member.changeOne(name)} onClick={change} {...changing.busy}>
          {words.member.change}
        </Button>
      )}
    </>
  );
}

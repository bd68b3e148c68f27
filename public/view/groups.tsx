// Public groups: search, see how many members each has, join, or create a group.

import { useEffect } from "preact/hooks";
import type { ShownGroup } from "../wire.ts";
import { words } from "../words/words.ts";
import { Listing } from "./listing.tsx";
import { newGroup } from "./newgroup.tsx";
import { Pane } from "./pane.tsx";
import { Avatar } from "./ui/avatar.tsx";
import { Button, useAsking } from "./ui/button.tsx";
import { SearchBox } from "./ui/field.tsx";
import { memo } from "./ui/memo.ts";
import { useApp, useSelect } from "./use.ts";

export function Groups() {
  const app = useApp();
  const directory = app.directories.groups;
  const pages = useSelect((state) => state.groups);
  useEffect(() => void directory.search(""), [directory]);
  const create = (
    <Button class="button button-main" icon="plus" onClick={() => newGroup(app)}>
      {words.group.newGroup}
    </Button>
  );
  return (
    <Pane title={words.groups.title} acts={create}>
      <SearchBox label={words.groups.search} typed={(query) => directory.type(query)} />
      <Listing
        directory={directory}
        pages={pages}
        label={words.groups.list}
        none={words.groups.none}
        row={(group) => <GroupLine key={group.id} group={group} />}
      />
    </Pane>
  );
}

const GroupLine = memo(({ group }: { group: ShownGroup }) => {
  const { id, title, topic, members } = group;
  const app = useApp();
  const isInside = useSelect((state) => id in state.inbox);
  const asking = useAsking(
    async () => (isInside ? app.go({ place: "conversation", id }) : await app.actions.join(id)),
    app.complain,
  );
  return (
    <li class="item" data-group={id}>
      <Avatar id={id} name={title} kind="group" />
      <span class="item-body">
        <span class="item-title">{title}</span>
        {topic && <span class="item-note">{topic}</span>}
        <span class="item-note">{words.groups.members(members)}</span>
      </span>
      <button
        type="button"
        class="button"
        aria-label={isInside ? words.groups.openOne(title) : words.groups.joinOne(title)}
        onClick={asking.run}
        {...asking.busy}
      >
        {isInside ? words.groups.open : words.groups.join}
      </button>
    </li>
  );
});

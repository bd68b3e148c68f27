// What is shown in the place of a message that was deleted.

import type { Deletion } from "../../wire.ts";
import { words } from "../../words/words.ts";
import { useNames } from "../names.ts";

export function Tombstone({ deletion: { removed_by } }: { deletion: Deletion }) {
  const named = useNames();
  return (
    <p class="tombstone" data-part="tombstone">
      {removed_by ? words.tombstone.byAdmin(named(removed_by.handle)) : words.tombstone.own}
    </p>
  );
}

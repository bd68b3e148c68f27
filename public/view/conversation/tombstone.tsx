// What is shown in the place of a message that was deleted.

import type { Deletion } from "../../wire.ts";
import { words } from "../../words/words.ts";

export const Tombstone = ({ deletion: { removed_by } }: { deletion: Deletion }) => (
  <p class="tombstone" data-part="tombstone">
    {removed_by ? words.tombstone.byAdmin(removed_by.handle) : words.tombstone.own}
  </p>
);

// The quiet rows of a timeline: a new day, the "new" line, and notices.

import type { DayRow, NoticeRow } from "../../model/rows.ts";
import { currentId } from "../../app/state.ts";
import { dayEnd, dayWords, fullWords } from "../../words/times.ts";
import { words } from "../../words/words.ts";
import { withNames } from "../../model/notices.ts";
import { useNames } from "../names.ts";
import { useApp, useNow } from "../use.ts";
import { openDates } from "./dates.tsx";

/** "Today" is "Yesterday" after midnight. Pressing it leads to another day. */
export function Day({ row }: { row: DayRow }) {
  const app = useApp();
  const now = useNow(dayEnd);
  const day = dayWords(row.at, now);
  const choose = () => {
    const id = currentId(app.store.state);
    if (id !== null) openDates(app, id, row.at);
  };
  // What is inside of a separator is for the eye only, so the button stands beside it.
  return (
    <div class="day">
      <span class="unseen" role="separator" aria-label={day} />
      <button type="button" class="day-button" aria-label={words.dates.open(day)} onClick={choose}>
        {day}
      </button>
    </div>
  );
}

export const NewLine = () => (
  <div class="new-line" role="separator" aria-label={words.timeline.newFrom}>
    <span>{words.timeline.new}</span>
  </div>
);

export function NoticeLine({ row }: { row: NoticeRow }) {
  const named = useNames();
  return (
    <p class="notice-row" title={fullWords(row.at)} data-seq={row.seq}>
      {words.timeline.notice(withNames(row, named))}
    </p>
  );
}

// The quiet rows of a timeline: a new day, the "new" line, and notices.

import type { DayRow, NoticeRow } from "../../model/rows.ts";
import { dayEnd, dayWords, fullWords } from "../../words/times.ts";
import { words } from "../../words/words.ts";
import { withNames } from "../../model/notices.ts";
import { useNames } from "../names.ts";
import { useNow } from "../use.ts";

/** "Today" is "Yesterday" after midnight. */
export function Day({ row }: { row: DayRow }) {
  const now = useNow(dayEnd);
  const day = dayWords(row.at, now);
  // What is inside of a separator is for the eye only.
  return (
    <div class="day" role="separator" aria-label={day}>
      <span>{day}</span>
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

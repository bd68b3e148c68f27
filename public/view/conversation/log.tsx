// The log of a timeline: its rows, and what stands above and below them.

import type { RefObject } from "preact";
import type { Timeline } from "../../model/timeline.ts";
import { words } from "../../words/words.ts";
import type { Drawing } from "./drawing.ts";
import { Bottom, Empty, Top } from "./edges.tsx";
import type { MessageActs } from "./message-acts.ts";
import { RowView } from "./row.tsx";

interface Props {
  log: RefObject<HTMLDivElement | null>;
  list: RefObject<HTMLDivElement | null>;
  drawing: Drawing;
  held: Timeline;
  acts: MessageActs;
  /** Whether new rows are announced. */
  isQuiet: boolean;
  pressed: (event: KeyboardEvent) => void;
  earlier: () => void;
  later: () => void;
}

export function Log({ log, list, drawing, held, acts, isQuiet, pressed, earlier, later }: Props) {
  const { rows, reachesEnd, reachesStart } = drawing;
  const direct = held.about?.kind === "direct";
  return (
    <div
      ref={log}
      class="log"
      role="log"
      aria-label={words.timeline.label}
      aria-busy={held.live ? undefined : "true"}
      aria-live={isQuiet ? "polite" : "off"}
      tabIndex={0}
      onKeyDown={pressed}
    >
      <Top held={held} isFirst={reachesStart} earlier={earlier} />
      <div ref={list} class="rows">
        {rows.map((row) => (
          <RowView key={row.key} row={row} direct={direct} acts={acts} />
        ))}
      </div>
      {!reachesEnd && <Bottom later={later} />}
      {!rows.some((row) => row.type === "message") && <Empty held={held} />}
    </div>
  );
}

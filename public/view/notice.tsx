// A sentence at the foot of the page that disappears: what was done, or a refusal that belongs to
// no field.

import { useEffect, useState } from "preact/hooks";
import { useApp, useSelect } from "./use.ts";

/** How long it stays, in ms. */
const STAYS = 6_000;

export function Notice() {
  const { clock } = useApp();
  const notice = useSelect((state) => state.notice);
  const [past, hide] = useState(notice);
  useEffect(
    () => (notice === null ? undefined : clock.after(STAYS, () => hide(notice))),
    [clock, notice],
  );
  const isShown = notice !== null && notice !== past;
  return (
    <div class="notice" role="alert" hidden={!isShown} data-bad={notice?.bad ? "" : undefined}>
      <span>{isShown ? notice.text : ""}</span>
    </div>
  );
}

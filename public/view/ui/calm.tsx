// Words for screen readers that change with every key. They are said once the person pauses.

import { useEffect, useState } from "preact/hooks";
import { useApp } from "../use.ts";

/** The pause, in ms. */
const PAUSE = 1_000;

export function CalmStatus({ text }: { text: string }) {
  const { clock } = useApp();
  const [said, say] = useState("");
  useEffect(() => clock.after(PAUSE, () => say(text)), [clock, text]);
  return (
    <p class="unseen" role="status">
      {said}
    </p>
  );
}

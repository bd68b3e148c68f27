// The dialog that leads to a day: the first message of that day, or the first one after it.

import { useId, useRef, useState } from "preact/hooks";
import { dayOf } from "../../words/times.ts";
import { thrownWords, words } from "../../words/words.ts";
import type { App } from "../app.ts";
import { Button, useAsking } from "../ui/button.tsx";
import { Dialog, FormError } from "../ui/dialog.tsx";
import { openDialog } from "../ui/layers.tsx";
import { useApp } from "../use.ts";

/** `at`: the day that is in view. */
export const openDates = (app: App, id: string, at: number) =>
  openDialog(app, (close) => <Dates id={id} at={at} close={close} />);

function Dates({ id, at, close }: { id: string; at: number; close: () => void }) {
  const app = useApp();
  const field = useId();
  const input = useRef<HTMLInputElement>(null);
  const [error, fail] = useState("");
  const asking = useAsking(
    async () => {
      const begin = new Date(`${input.current?.value}T00:00`).getTime();
      if (Number.isFinite(begin)) await jumpToDay(app, id, begin);
    },
    (thrown) => fail(thrownWords(thrown)),
  );
  return (
    <Dialog title={words.dates.title} close={close} small>
      <form class="dialog-form" onSubmit={asking.run}>
        <div class="field">
          <label for={field} class="field-label">
            {words.dates.day}
          </label>
          <input
            ref={input}
            id={field}
            type="date"
            class="input"
            required
            max={dayOf(app.clock.now())}
            defaultValue={dayOf(at)}
          />
        </div>
        <FormError>{error}</FormError>
        <div class="dialog-foot">
          <Button onClick={close}>{words.dialogs.cancel}</Button>
          <button type="submit" class="button button-main" {...asking.busy}>
            {words.dates.jump}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

/** Shows the first message since `begin`, or the end if there is none. */
async function jumpToDay(app: App, id: string, begin: number): Promise<void> {
  const { items } = await app.api.timeline(id, { at: begin }, 1);
  const first = items.find((item) => item.kind === "message" && item.at >= begin);
  app.go({ place: "conversation", id, at: first?.seq ?? null });
  if (first) return;
  app.conversations.latest(id);
  app.say(words.dates.none);
}

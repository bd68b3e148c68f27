// The dialog that creates a group.

import { useId, useState } from "preact/hooks";
import { words } from "../words/words.ts";
import type { App } from "./app.ts";
import { GroupDialog } from "./groupdialog.tsx";
import { openDialog } from "./ui/layers.tsx";
import { useValues } from "./ui/values.ts";
import { useApp } from "./use.ts";

export const newGroup = (app: App) => openDialog(app, (close) => <NewGroup close={close} />);

function NewGroup({ close }: { close: () => void }) {
  const app = useApp();
  // One `client_id` for this dialog: a second click, or a lost answer, does not create a second
  // group.
  const [client_id] = useState(app.newId);
  const { values, type, latest } = useValues<Values>({ visibility: "public" });
  return (
    <GroupDialog
      heading={words.group.newGroup}
      names={{ title: "", topic: "" }}
      yes={words.group.create}
      send={(names) => app.actions.createGroup({ ...names, ...latest(), client_id })}
      close={close}
    >
      <fieldset class="choices">
        <legend class="field-label">{words.group.who}</legend>
        {CHOICES.map((value) => (
          <Choice
            key={value}
            value={value}
            checked={value === values.visibility}
            choose={(visibility) => type({ visibility })}
          />
        ))}
      </fieldset>
    </GroupDialog>
  );
}

type Visibility = "public" | "private";
type Values = { readonly visibility: Visibility };
const CHOICES: readonly Visibility[] = ["public", "private"];

interface ChoiceProps {
  value: Visibility;
  checked: boolean;
  choose: (value: Visibility) => void;
}

function Choice({ value, checked, choose }: ChoiceProps) {
  const id = useId();
  return (
    <div class="choice">
      <input
        id={id}
        type="radio"
        name="visibility"
        value={value}
        checked={checked}
        aria-describedby={`${id}-note`}
        onChange={() => choose(value)}
      />
      <label for={id}>{words.group[value]}</label>
      <p id={`${id}-note`} class="field-hint">
        {words.group[`${value}Note`]}
      </p>
    </div>
  );
}

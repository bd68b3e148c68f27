// The dialog that creates a group.

import { useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import { words } from "../words/words.ts";
import type { App } from "./app.ts";
import {
  FormFoot,
  GroupFields,
  groupErrors,
  missing,
  trimmed,
  type GroupErrors,
  type GroupNames,
} from "./groupfields.tsx";
import { useAsking } from "./ui/button.tsx";
import { Dialog, FormError } from "./ui/dialog.tsx";
import { openDialog } from "./ui/layers.tsx";
import { useValues } from "./ui/values.ts";
import { useApp } from "./use.ts";

export const newGroup = (app: App) => openDialog(app, (close) => <NewGroup close={close} />);

function NewGroup({ close }: { close: () => void }) {
  const app = useApp();
  // One `client_id` for this dialog: a second click, or a lost answer, does not create a second
  // group.
  const [client_id] = useState(app.newId);
  const { values, type, latest } = useValues<Values>({
    title: "",
    topic: "",
    visibility: "public",
  });
  const [errors, fail] = useState<GroupErrors>({});
  const first = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => first.current?.focus(), []);
  const asking = useAsking(
    async () => {
      const names = latest();
      const wrong = missing(names);
      fail(wrong);
      if (wrong.title) return first.current?.focus();
      await app.actions.createGroup({
        ...trimmed(names),
        visibility: names.visibility,
        client_id,
      });
      return close();
    },
    (thrown) => fail(groupErrors(thrown)),
  );
  return (
    <Dialog title={words.group.newGroup} close={close}>
      <form class="dialog-form" noValidate onSubmit={asking.run} {...asking.busy}>
        <GroupFields
          names={values}
          errors={errors}
          titleRef={first}
          typed={(part) => {
            type(part);
            fail({});
          }}
        />
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
        <FormError>{errors.other ?? ""}</FormError>
        <FormFoot yes={words.group.create} close={close} />
      </form>
    </Dialog>
  );
}

type Visibility = "public" | "private";
type Values = GroupNames & { readonly visibility: Visibility };
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

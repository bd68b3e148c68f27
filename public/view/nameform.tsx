// The form in the settings that changes the person's display name.

import { useEffect, useState } from "preact/hooks";
import { thrownWords, words } from "../words/words.ts";
import { Button, useAsking } from "./ui/button.tsx";
import { Field } from "./ui/field.tsx";
import { useValues } from "./ui/values.ts";
import { useApp } from "./use.ts";

interface Props {
  handle: string;
  /** The display name; empty: none. */
  name: string;
}

export function NameForm({ handle, name }: Props) {
  const app = useApp();
  const { values, type, latest } = useValues({ name });
  const [error, fail] = useState("");
  // It may have been changed on another device.
  useEffect(() => type({ name }), [name]);
  const saving = useAsking(
    async () => {
      fail("");
      await app.actions.setName(latest().name.trim());
      app.say(words.settings.nameSaved);
    },
    (thrown) => fail(thrownWords(thrown)),
  );
  const isChanged = values.name.trim() !== name;
  return (
    <form class="name-form" noValidate onSubmit={saving.run} {...saving.busy}>
      <Field
        label={words.settings.name}
        value={values.name}
        error={error}
        hint={words.settings.nameHint(handle)}
        autocomplete="off"
        typed={(typed) => {
          type({ name: typed });
          fail("");
        }}
      >
        <Button type="submit" aria-disabled={!isChanged}>
          {words.settings.saveName}
        </Button>
      </Field>
    </form>
  );
}

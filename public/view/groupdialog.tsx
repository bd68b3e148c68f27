// The dialog that names a group. Creating and renaming one are made of it.

import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { isRefused, thrownWords, words } from "../words/words.ts";
import { useAsking } from "./ui/button.tsx";
import { Dialog, FormError } from "./ui/dialog.tsx";
import { Field } from "./ui/field.tsx";
import { useValues } from "./ui/values.ts";

export interface GroupNames {
  readonly title: string;
  readonly topic: string;
}

/** What is wrong with them. `other` belongs to no field. */
interface GroupErrors {
  readonly title?: string;
  readonly topic?: string;
  readonly other?: string;
}

function errorsIn(thrown: unknown): GroupErrors {
  const text = thrownWords(thrown);
  const code = isRefused(thrown) ? thrown.code : null;
  if (code === "bad_title") return { title: text };
  return code === "bad_topic" ? { topic: text } : { other: text };
}

interface Props {
  heading: string;
  /** The names that it begins with. */
  names: GroupNames;
  /** The words of the button that sends. */
  yes: string;
  send: (names: GroupNames) => Promise<unknown>;
  close: () => void;
  /** What stands below the names. */
  children?: ComponentChildren;
}

export function GroupDialog({ heading, names, yes, send, close, children }: Props) {
  const { values, type, latest } = useValues<GroupNames>(names);
  const [errors, fail] = useState<GroupErrors>({});
  const first = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => {
    first.current?.focus();
    first.current?.select();
  }, []);
  const asking = useAsking(
    async () => {
      const { title, topic } = latest();
      const sent = { title: title.trim(), topic: topic.trim() };
      fail(sent.title ? {} : { title: words.group.nameMissing });
      if (!sent.title) return first.current?.focus();
      await send(sent);
      return close();
    },
    (thrown) => fail(errorsIn(thrown)),
  );
  const typed = (part: Partial<GroupNames>) => {
    type(part);
    fail({});
  };
  return (
    <Dialog title={heading} close={close}>
      <form class="dialog-form" noValidate onSubmit={asking.run} {...asking.busy}>
        <Field
          label={words.group.name}
          value={values.title}
          error={errors.title}
          inputRef={first}
          autocomplete="off"
          required
          typed={(title) => typed({ title })}
        />
        <Field
          label={words.group.topic}
          value={values.topic}
          error={errors.topic}
          autocomplete="off"
          typed={(topic) => typed({ topic })}
        />
        {children}
        <FormError>{errors.other ?? ""}</FormError>
        <div class="dialog-foot">
          <button type="button" class="button" onClick={close}>
            {words.dialogs.cancel}
          </button>
          <button type="submit" class="button button-main">
            {yes}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

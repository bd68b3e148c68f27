// The fields that name a group, for the dialogs that create and rename one.

import type { Ref } from "preact";
import { isRefused, thrownWords, words } from "../words/words.ts";
import { Field } from "./ui/field.tsx";

export interface GroupNames {
  readonly title: string;
  readonly topic: string;
}

/** What is wrong with them. `other` belongs to no field. */
export interface GroupErrors {
  readonly title?: string;
  readonly topic?: string;
  readonly other?: string;
}

export function groupErrors(thrown: unknown): GroupErrors {
  const text = thrownWords(thrown);
  const code = isRefused(thrown) ? thrown.code : null;
  if (code === "bad_title") return { title: text };
  return code === "bad_topic" ? { topic: text } : { other: text };
}

interface Props {
  names: GroupNames;
  errors: GroupErrors;
  titleRef: Ref<HTMLInputElement>;
  typed: (part: Partial<GroupNames>) => void;
}

export const GroupFields = ({ names, errors, titleRef, typed }: Props) => (
  <>
    <Field
      label={words.group.name}
      value={names.title}
      error={errors.title}
      inputRef={titleRef}
      autocomplete="off"
      required
      typed={(title) => typed({ title })}
    />
    <Field
      label={words.group.topic}
      value={names.topic}
      error={errors.topic}
      autocomplete="off"
      typed={(topic) => typed({ topic })}
    />
  </>
);

/** The names as they are sent. */
export const trimmed = ({ title, topic }: GroupNames): GroupNames => ({
  title: title.trim(),
  topic: topic.trim(),
});

/** What is wrong before the server is asked. */
export const missing = ({ title }: GroupNames): GroupErrors =>
  title.trim() ? {} : { title: words.group.nameMissing };

export const FormFoot = ({ yes, close }: { yes: string; close: () => void }) => (
  <div class="dialog-foot">
    <button type="button" class="button" onClick={close}>
      {words.dialogs.cancel}
    </button>
    <button type="submit" class="button button-main">
      {yes}
    </button>
  </div>
);

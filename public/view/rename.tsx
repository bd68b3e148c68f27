// The dialog that gives a group another name or topic.

import { useLayoutEffect, useRef, useState } from "preact/hooks";
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

type Group = GroupNames & { readonly id: string };

export const renameDialog = (app: App, group: Group) =>
  openDialog(app, (close) => <Rename group={group} close={close} />);

function Rename({ group, close }: { group: Group; close: () => void }) {
  const app = useApp();
  const { values, type, latest } = useValues<GroupNames>(group);
  const [errors, fail] = useState<GroupErrors>({});
  const first = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => first.current?.select(), []);
  const asking = useAsking(
    async () => {
      const names = latest();
      const wrong = missing(names);
      fail(wrong);
      if (wrong.title) return first.current?.focus();
      await app.actions.rename(group.id, trimmed(names));
      return close();
    },
    (thrown) => fail(groupErrors(thrown)),
  );
  return (
    <Dialog title={words.group.rename} close={close}>
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
        <FormError>{errors.other ?? ""}</FormError>
        <FormFoot yes={words.group.save} close={close} />
      </form>
    </Dialog>
  );
}

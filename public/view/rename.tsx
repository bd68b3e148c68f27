// The dialog that gives a group another name or topic.

import { words } from "../words/words.ts";
import type { App } from "./app.ts";
import { GroupDialog, type GroupNames } from "./groupdialog.tsx";
import { openDialog } from "./ui/layers.tsx";

type Group = GroupNames & { readonly id: string };

export const renameDialog = (app: App, group: Group) =>
  openDialog(app, (close) => (
    <GroupDialog
      heading={words.group.rename}
      names={{ title: group.title, topic: group.topic }}
      yes={words.group.save}
      send={(names) => app.actions.rename(group.id, names)}
      close={close}
    />
  ));

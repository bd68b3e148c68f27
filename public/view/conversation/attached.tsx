// The files that are attached to the draft, above the box for writing: how far each has come, and
// what can be done with it.

import { attachedIn } from "../../app/state.ts";
import type { Attachments } from "../../app/attachments.ts";
import type { Attachment, Reason } from "../../model/attachments.ts";
import { fileWords } from "../../words/files.ts";
import { refusalWords } from "../../words/words.ts";
import { IconButton } from "../ui/button.tsx";
import { CalmStatus } from "../ui/calm.tsx";
import { Icon } from "../ui/icon.tsx";
import { openDialog } from "../ui/layers.tsx";
import { useApp, useSelect } from "../use.ts";
import { Describe } from "./describe.tsx";

interface Props {
  id: string;
  attachments: Attachments;
  /** One was removed, so the focus needs a place. */
  removed: () => void;
}

export function Attached({ id, attachments, removed }: Props) {
  const all = useSelect((state) => attachedIn(state, id));
  if (all.length === 0) return null;
  const isReady = all.every(({ state }) => state === "ready");
  return (
    <>
      <ul class="attached" aria-label={fileWords.attaching.list}>
        {all.map((one) => (
          <One key={one.key} id={id} one={one} attachments={attachments} removed={removed} />
        ))}
      </ul>
      <CalmStatus text={isReady ? fileWords.attaching.ready : ""} />
    </>
  );
}

function One({ id, one, attachments, removed }: Props & { one: Attachment }) {
  const app = useApp();
  const { key, name, state, picture, hasOriginal, alt } = one;
  const describe = () =>
    openDialog(app, (close) => (
      <Describe
        one={one}
        save={(said) => attachments.describe(id, key, said)}
        hasOriginal={hasOriginal}
        close={close}
      />
    ));
  return (
    <li class="attached-file" data-state={state}>
      <span class="attached-face">
        {picture ? (
          <img src={picture.address} alt="" class="attached-picture" />
        ) : (
          <Icon name="file" />
        )}
      </span>
      <span class="attached-body">
        <span class="attached-name" dir="auto">
          {name}
        </span>
        <Progress one={one} />
        {state === "failed" && mayPass(one.reason) && (
          <button
            type="button"
            class="link-button"
            aria-label={fileWords.attaching.retryOne(name)}
            onClick={() => attachments.retry(id, key)}
          >
            {fileWords.attaching.retry}
          </button>
        )}
        {picture && state !== "failed" && (
          <button
            type="button"
            class="link-button"
            aria-label={fileWords.attaching.describeOne(name)}
            onClick={describe}
          >
            {alt === "" ? fileWords.attaching.describe : fileWords.attaching.described}
          </button>
        )}
      </span>
      <IconButton
        label={fileWords.attaching.remove(name)}
        icon="close"
        class="icon-button attached-remove"
        onClick={() => {
          attachments.remove(id, key);
          removed();
        }}
      />
    </li>
  );
}

/** Refusals that another attempt does not change. */
const FINAL: ReadonlySet<string> = new Set(["too_large", "bad_file", "unreadable_file"]);

const mayPass = (reason: Reason | null) => !FINAL.has(reason?.code ?? "");

function Progress({ one: { name, state, done, size, reason } }: { one: Attachment }) {
  if (state === "failed" && reason)
    return (
      <span class="attached-note attached-failed" role="alert">
        {fileWords.attaching.failed(refusalWords(reason))}
      </span>
    );
  if (state === "uploading")
    return (
      <span class="attached-note">
        <progress
          class="attached-progress"
          aria-label={fileWords.attaching.progress(name)}
          value={done}
          max={1}
        />
        {fileWords.attaching.percent(done)}
      </span>
    );
  return (
    <span class="attached-note">
      {state === "ready" ? fileWords.files.size(size) : fileWords.attaching.waiting}
    </span>
  );
}

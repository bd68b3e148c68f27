// The box for writing. Enter sends and Shift+Enter makes a new line, or as the person has set it.
// On a touch keyboard Enter makes a new line, because there is no other way to one, and the button
// sends. The box grows with
// the text. The draft of each conversation is kept.

import type { TargetedKeyboardEvent } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { attachedIn, draftIn, replyIn } from "../../app/state.ts";
import { areReady, type Attachments } from "../../model/attachments.ts";
import { written } from "../../model/cleaning.ts";
import { sends } from "../../model/enterkey.ts";
import { typingAt } from "../../model/presence.ts";
import type { Timeline } from "../../model/timeline.ts";
import { words } from "../../words/words.ts";
import { IconButton } from "../ui/button.tsx";
import { CalmStatus } from "../ui/calm.tsx";
import { useNames } from "../names.ts";
import { useApp, useNow, useSelect } from "../use.ts";
import { askAll } from "./askall.ts";
import { AttachButton, DropPlace, VoiceButton } from "./attach.tsx";
import { Attached } from "./attached.tsx";
import { useAttachments } from "./attaching.ts";
import { COMPOSING, fit, grown, isTouch } from "./box.ts";
import { useCompleting } from "./completing.ts";
import { formatOf, put } from "./formatting.ts";
import type { MessageActs } from "./message-acts.ts";
import { Outsiders } from "./outsiders.tsx";
import { pastedInto } from "./pasting.tsx";
import { ReplyBar } from "./replybar.tsx";
import { listedBy, Suggestions } from "./suggestions.tsx";

/** When fewer characters are left than this, the number is shown. */
const WARN = 500;

interface Props {
  id: string;
  held: Timeline;
  acts: MessageActs;
}

export function Composer({ id, held, acts }: Props) {
  const app = useApp();
  const draft = useSelect((state) => draftIn(state, id));
  const input = useRef<HTMLTextAreaElement>(null);
  const [touch] = useState(isTouch);
  const attachments = useAttachments(id);
  const attached = useSelect((state) => attachedIn(state, id));
  const [sent, noteSent] = useState("");
  const enter = useSelect((state) => state.enter);
  const completing = useCompleting(id, input);
  const { left } = written(draft);
  const canSend = mayGo(draft, attached);
  const rest =
    left < 0 ? words.composer.tooMany(-left) : left < WARN ? words.composer.left(left) : "";

  // The text stays the browser's while it is typed. A draft from elsewhere replaces it.
  useLayoutEffect(() => {
    const box = input.current;
    if (!box) return;
    if (box.value !== draft) box.value = draft;
    fit(box);
  }, [draft]);
  useLayoutEffect(() => {
    if (!touch) input.current?.focus({ preventScroll: true });
  }, [touch]);
  useEffect(() => grown(input.current), []);

  // What is in the box now: the last letter and Enter may come before the next drawing.
  const send = () => {
    const text = input.current?.value ?? "";
    if (!mayGo(text, attachedIn(app.store.state, id))) return;
    const { body } = written(text);
    askAll(app, id, body, () => post(body));
  };
  const post = (body: string) => {
    app.posts.post(id, body, replyIn(app.store.state, id), attachments.take(id));
    app.conversations.typed(id);
    app.drafts.sent(id);
    noteSent(body);
    if (input.current) input.current.value = "";
    focus();
  };
  const focus = () => input.current?.focus();
  const editLast = () => {
    const seq = app.edits.last(id);
    if (seq === null) return;
    acts.editAt(seq);
    acts.show(seq);
  };
  const pressed = (event: TargetedKeyboardEvent<HTMLTextAreaElement>) => {
    const isComposing = event.isComposing || event.keyCode === COMPOSING;
    if (isComposing || completing.pressed(event)) return;
    const format = formatOf(event);
    if (format !== null) {
      event.preventDefault();
      return put(event.currentTarget, format);
    }
    if (event.key === "Escape" && replyIn(app.store.state, id)) {
      event.stopPropagation();
      return app.drafts.answer(id, null);
    }
    if (event.key === "ArrowUp" && input.current?.value === "" && !event.shiftKey) {
      event.preventDefault();
      return editLast();
    }
    if (!sends(event, touch ? "touch" : app.store.state.enter)) return;
    event.preventDefault();
    send();
  };
  const typed = (text: string) => {
    if (text.trim()) app.conversations.typing(id);
    app.drafts.write(id, text);
    completing.changed();
  };
  return (
    <div class="composer">
      <Typing held={held} />
      <ReplyBar id={id} cancelled={focus} />
      {completing.options.length === 0 && (
        <Outsiders held={held} text={draft.trim() ? draft : sent} closed={focus} />
      )}
      <Attached id={id} attachments={attachments} removed={focus} />
      <div class="composer-row">
        <Suggestions completing={completing} />
        <AttachButton id={id} attachments={attachments} />
        <textarea
          ref={input}
          id="composer"
          class="composer-input"
          rows={1}
          aria-label={words.composer.label}
          placeholder={words.composer.placeholder}
          enterkeyhint={touch || enter === "line" ? "enter" : "send"}
          autocomplete="off"
          {...listedBy(completing)}
          onSelect={completing.changed}
          onBlur={completing.changed}
          onInput={(event) => typed(event.currentTarget.value)}
          onKeyDown={pressed}
          onPaste={(event) => pastedInto(app, event, (files) => attachments.add(id, files))}
        />
        {draft === "" && <VoiceButton id={id} attachments={attachments} />}
        <IconButton
          label={words.composer.send}
          icon="send"
          class="icon-button send"
          disabled={!canSend}
          onClick={send}
        />
      </div>
      <p class="composer-rest" aria-hidden="true">
        {rest}
      </p>
      <CalmStatus text={rest} />
      <DropPlace id={id} attachments={attachments} />
    </div>
  );
}

/** Whether there is something to send, and all of it can go. */
function mayGo(text: string, attached: Attachments): boolean {
  const { left, canSend } = written(text);
  return areReady(attached) && (canSend || (attached.length > 0 && left >= 0));
}

function Typing({ held }: { held: Timeline }) {
  const now = useNow((now) => typingAt(held.typing, now).until);
  const named = useNames();
  return (
    <p class="typing" aria-live="off">
      {words.composer.typing(typingAt(held.typing, now).handles.map(named))}
    </p>
  );
}

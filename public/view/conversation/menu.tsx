// The menu of one message.

import { atHand } from "../../model/frequent.ts";
import { inSentence, nameOf } from "../../model/profiles.ts";
import { hashOf } from "../../model/route.ts";
import { words } from "../../words/words.ts";
import type { App } from "../app.ts";
import { openDialog } from "../ui/layers.tsx";
import { Menu, MenuItem } from "../ui/menu.tsx";
import { useApp } from "../use.ts";
import { openForward } from "./forward.tsx";
import type { MessageActs } from "./message-acts.ts";
import { messageAt, rightsTo } from "./message-at.ts";
import { openPicker } from "./picker.tsx";
import { openProfile } from "./profile.tsx";
import { openReacted } from "./reacted.tsx";

const AT_HAND = 6;

/** `opener`: the button that was pressed, if one was. */
export function openMenu(app: App, acts: MessageActs, seq: number, opener: HTMLElement | null) {
  const anchor = opener?.getBoundingClientRect() ?? null;
  openDialog(app, (close) => <MessageMenu acts={acts} seq={seq} anchor={anchor} close={close} />);
}

interface Props {
  acts: MessageActs;
  seq: number;
  anchor: DOMRect | null;
  close: () => void;
}

function MessageMenu({ acts, seq, anchor, close }: Props) {
  const app = useApp();
  const { state } = app.store;
  const { id } = acts;
  const message = messageAt(state, id, seq);
  const rights = message && rightsTo(state, id, message);
  const { mine = [], reactions = [], body = "", pinned = false } = message ?? {};
  /** The menu closes first, so that what comes next has the focus. */
  const then = (act: () => void) => () => {
    close();
    act();
  };
  const copy = (text: string) => then(() => void copied(app, text));
  const link = () => location.href.split("#")[0] + hashOf({ place: "conversation", id, at: seq });
  return (
    <Menu label={words.acts.menu} anchor={anchor} close={close}>
      <div class="menu-emoji" role="group" aria-label={words.acts.react}>
        {atHand(state.uses, AT_HAND).map((emoji) => (
          <button
            key={emoji}
            type="button"
            role="menuitemcheckbox"
            tabIndex={-1}
            class="menu-one"
            aria-label={words.acts.reactWith(emoji)}
            aria-checked={mine.includes(emoji)}
            onClick={then(() => acts.react(seq, emoji, !mine.includes(emoji)))}
          >
            {emoji}
          </button>
        ))}
      </div>
      <MenuItem
        icon="emoji"
        run={then(() => openPicker(app, (emoji) => acts.react(seq, emoji, true)))}
      >
        {words.acts.moreEmoji}
      </MenuItem>
      <MenuItem icon="reply" run={then(() => acts.reply(seq))}>
        {words.acts.reply}
      </MenuItem>
      <MenuItem icon="forward" run={then(() => openForward(app, id, seq))}>
        {words.acts.forward}
      </MenuItem>
      {rights?.edit && (
        <MenuItem icon="edit" run={then(() => acts.editAt(seq))}>
          {words.acts.edit}
        </MenuItem>
      )}
      {rights?.pin && (
        <MenuItem icon="pin" run={then(() => acts.pin(seq, !pinned))}>
          {pinned ? words.acts.unpin : words.acts.pin}
        </MenuItem>
      )}
      {reactions.length > 0 && (
        <MenuItem icon="people" run={then(() => openReacted(app, id, seq))}>
          {words.acts.whoReacted}
        </MenuItem>
      )}
      {message && (
        <MenuItem
          icon="people"
          run={then(() => openProfile(app, { user: message.author, handle: message.handle }))}
        >
          {words.acts.profile(inSentence(nameOf(state.profiles, message.handle)))}
        </MenuItem>
      )}
      {body !== "" && (
        <MenuItem icon="copy" run={copy(body)}>
          {words.acts.copyText}
        </MenuItem>
      )}
      <MenuItem icon="link" run={copy(link())}>
        {words.acts.copyLink}
      </MenuItem>
      {rights?.delete && (
        <MenuItem icon="trash" isDanger run={then(() => acts.delete(seq))}>
          {words.acts.delete}
        </MenuItem>
      )}
    </Menu>
  );
}

async function copied(app: App, text: string) {
  try {
    await navigator.clipboard.writeText(text);
    app.say(words.acts.copied);
  } catch {
    app.say(words.acts.notCopied);
  }
}

// The whole page: before the server has answered, signed out, or signed in. Also sets the
// document's title and state attributes.

import type { ComponentChildren } from "preact";
import { useLayoutEffect } from "preact/hooks";
import { currentId, linkOf, titleIn } from "../app/state.ts";
import type { State } from "../app/state.ts";
import { mentionsTotal, unreadTotal } from "../model/inbox.ts";
import { words } from "../words/words.ts";
import { Shell } from "./shell.tsx";
import { SignIn } from "./signin.tsx";
import { Button } from "./ui/button.tsx";
import { LayersView } from "./ui/layers.tsx";
import { useApp, useSelect } from "./use.ts";

export function Page() {
  const { account } = useApp();
  const phase = useSelect((state) => state.session.phase);
  useSigns();
  switch (phase) {
    case "in":
      return (
        <>
          <Shell />
          <LayersView />
        </>
      );
    case "out":
      return <SignIn />;
    case "unreachable":
      return (
        <Waiting text={words.shell.unreachable} isBusy={false}>
          <Button onClick={() => account.ask()}>{words.shell.tryNow}</Button>
        </Waiting>
      );
    default:
      return <Waiting text={words.shell.waking} isBusy />;
  }
}

interface WaitingProps {
  text: string;
  isBusy: boolean;
  children?: ComponentChildren;
}

const Waiting = ({ text, isBusy, children }: WaitingProps) => (
  <main class="card-page" id="main" aria-busy={isBusy}>
    <div class="waiting">
      <img src="/favicon.svg" alt="" width={72} height={72} />
      <p role="status">{text}</p>
      {children}
    </div>
  </main>
);

/** What the document says of the page: its title, and its state for tests and style sheets. */
function useSigns() {
  const title = useSelect(titleOf);
  const phase = useSelect((state) => state.session.phase);
  const link = useSelect(linkOf);
  useLayoutEffect(() => {
    document.title = title;
    document.body.dataset.session = phase;
    if (phase === "in") document.body.dataset.connection = link;
    else delete document.body.dataset.connection;
  }, [title, phase, link]);
}

function titleOf(state: State): string {
  if (state.session.phase !== "in") return words.shell.brand;
  const id = currentId(state);
  const name = id && titleIn(state, id);
  return words.title.page(unreadTotal(state.inbox), mentionsTotal(state.inbox), name || null);
}

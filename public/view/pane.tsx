// A main view: its heading, the actions beside it, and a body that scrolls.

import type { ComponentChildren } from "preact";
import { words } from "../words/words.ts";
import { Icon } from "./ui/icon.tsx";

export const BackLink = () => (
  <a href="#/" class="icon-button back" aria-label={words.shell.back}>
    <Icon name="back" />
  </a>
);

interface Props {
  title: string;
  /** What one can do here, beside the heading. */
  acts?: ComponentChildren;
  children: ComponentChildren;
}

export const Pane = ({ title, acts, children }: Props) => (
  <section class="pane" aria-label={title}>
    <header class="pane-head">
      <h1 class="pane-title">{title}</h1>
      {acts}
    </header>
    <div class="pane-body">{children}</div>
  </section>
);

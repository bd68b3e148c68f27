// A block of code: its language, a button that copies it, and the code, which scrolls sideways.

import { useEffect, useState } from "preact/hooks";
import { words } from "../../words/words.ts";
import { useApp } from "../use.ts";

/** How long the button says how it went, in ms. */
const SAYING = 2_000;

type Outcome = "copied" | "failed";

export function CodeBlock({ code, language }: { code: string; language: string }) {
  const { clock } = useApp();
  const [outcome, tell] = useState<Outcome | null>(null);
  useEffect(
    () => (outcome === null ? undefined : clock.after(SAYING, () => tell(null))),
    [clock, outcome],
  );
  const copy = () => {
    const written = navigator.clipboard?.writeText(code) ?? Promise.reject();
    written.then(
      () => tell("copied"),
      () => tell("failed"),
    );
  };
  const { copy: label, copied, failed } = words.code;
  const said = outcome === null ? "" : { copied, failed }[outcome];
  return (
    <div class="code-block">
      <div class="code-head">
        <span class="code-language">{language}</span>
        <button
          type="button"
          class="code-copy"
          aria-label={outcome === null ? label : undefined}
          onClick={copy}
        >
          {said || words.code.copyShort}
        </button>
        <span class="unseen" role="status">
          {said}
        </span>
      </div>
      <pre
        class="code-text"
        dir="ltr"
        tabIndex={0}
        role="group"
        aria-label={words.code.of(language)}
      >
        <code>{code}</code>
      </pre>
    </div>
  );
}

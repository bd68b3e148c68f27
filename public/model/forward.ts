// A message that is forwarded: a copy of its text, as a quote that begins with whose it is. In a
// quote nobody is mentioned, whatever a name or a title says. Knows no conversations.

import type { About } from "../wire.ts";

interface Source {
  /** The author's handle. */
  readonly handle: string;
  readonly body: string;
  readonly about: About | null;
}

/** The title of the group it comes from, if everybody may know that. */
export const shownTitle = (about: About | null): string | null =>
  about?.kind === "group" && about.visibility === "public" ? about.title : null;

/** `head` makes the first line. */
export function forwarded(
  { handle, body, about }: Source,
  head: (handle: string, title: string | null) => string,
): string {
  const lines = [head(handle, shownTitle(about)), ...body.split("\n")];
  return lines.map((line) => `> ${line}`).join("\n");
}

// The beginning of a message on one line and without marks, for the inbox and for quotes.

import { beginning } from "./characters.ts";
import { plain } from "./markup/plain.ts";

const PREVIEW = 120;

/** As `text::preview` of the server makes it. */
export const preview = (body: string): string =>
  beginning(
    plain(body)
      .split(/\p{White_Space}+/u)
      .filter(Boolean)
      .join(" "),
    PREVIEW,
  );

// What files say, in the reader's language. It is apart from the other words, because the first
// screen shows no file.

import * as en from "./en/files.ts";

export const fileWords: typeof en = en;

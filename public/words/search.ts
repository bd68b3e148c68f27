// The words of the search, in the reader's language. They are apart from the others, because the
// first screen does not need them.

import { search } from "./en/search.ts";

export const searchWords = search;

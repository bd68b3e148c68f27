// English. Each part of the page has a file of its own.

import { refusals } from "./refusals.ts";

export const en = {
  language: "en",
  refusals,
};

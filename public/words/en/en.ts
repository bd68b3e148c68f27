// English. Each part of the page has a file of its own.

import * as acts from "./acts.ts";
import * as conversation from "./conversation.ts";
import * as places from "./places.ts";
import { refusals } from "./refusals.ts";
import * as shell from "./shell.ts";
import { signIn } from "./signin.ts";
import { times } from "./times.ts";

export const en = {
  language: "en",
  refusals,
  times,
  signIn,
  ...acts,
  ...conversation,
  ...shell,
  ...places,
};

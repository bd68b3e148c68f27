// The frame that sends an act.

import { say } from "./frames.ts";
import type { Act } from "../model/acts.ts";
import type { FromClient } from "../wire.ts";

export function frameOf({ request, message, change }: Act): FromClient {
  switch (change.kind) {
    case "edit":
      return say.edit(request, message, change.body);
    case "delete":
      return say.delete(request, message);
    case "react":
      return say.react(request, message, change.emoji, change.on);
    case "pin":
      return say.pin(request, message, change.on);
  }
}

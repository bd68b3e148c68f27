// Running the pinned wrangler under the pinned Node.
import { join } from "node:path";
import { node, withOwnNode } from "./packages.mjs";
import { root } from "./run.mjs";

export const wrangler = (...args) => [node, [join(root, "node_modules/wrangler/bin/wrangler.js"), ...args]];

/** Local running: nothing is sent anywhere, and no start waits for a network that may not be there. */
export const quietly = () => ({
  ...withOwnNode(),
  // Miniflare would fetch a sample of request.cf from Cloudflare, and wait 40 s for it behind some firewalls.
  CLOUDFLARE_CF_FETCH_ENABLED: "false",
  WRANGLER_SEND_METRICS: "false",
  WRANGLER_HIDE_BANNER: "true",
});

// Runs the pinned wrangler under the pinned Node.
import { join } from "node:path";
import { node, withOwnNode } from "./packages.mjs";
import { root } from "./run.mjs";

const PROGRAM = join(root, "node_modules/wrangler/bin/wrangler.js");

export const wrangler = (...args) => [node, [PROGRAM, ...args]];

/**
 * The environment of local runs. They send nothing anywhere, and never wait for a network at start.
 */
export const quietly = () => ({
  ...withOwnNode(),
  // Miniflare would otherwise fetch a sample of request.cf from Cloudflare. Behind some firewalls
  // it waits 40 s for that.
  CLOUDFLARE_CF_FETCH_ENABLED: "false",
  WRANGLER_SEND_METRICS: "false",
  WRANGLER_HIDE_BANNER: "true",
});

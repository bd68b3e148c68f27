// `npm run deploy`: the optimised build, then `wrangler deploy`, which creates the database and the
// objects the first time. wrangler signs in to Cloudflare: it opens a browser, or takes
// CLOUDFLARE_API_TOKEN.
import { spawn } from "node:child_process";
import { ensurePackages, withOwnNode } from "./lib/packages.mjs";
import { root } from "./lib/run.mjs";
import { wrangler } from "./lib/wrangler.mjs";

await ensurePackages();
const [command, args] = wrangler("deploy", ...process.argv.slice(2));
// wrangler may ask a question, so it gets the terminal itself.
const deploy = spawn(command, args, {
  cwd: root,
  env: { ...process.env, ...withOwnNode() },
  stdio: "inherit",
});
deploy.on("exit", (code) => process.exit(code ?? 1));

// `npm run deploy`: the optimised build, then `wrangler deploy`, which creates the database and the objects the first time.
// Signing in to Cloudflare is wrangler's part: it opens a browser, or takes CLOUDFLARE_API_TOKEN.
import { spawn } from "node:child_process";
import { ensurePackages, withOwnNode } from "./lib/packages.mjs";
import { root } from "./lib/run.mjs";
import { wrangler } from "./lib/wrangler.mjs";

await ensurePackages();
const [command, args] = wrangler("deploy", ...process.argv.slice(2));
// The terminal is handed over whole: wrangler may ask something.
const deploy = spawn(command, args, { cwd: root, env: { ...process.env, ...withOwnNode() }, stdio: "inherit" });
deploy.on("exit", (code) => process.exit(code ?? 1));

// Would `wrangler deploy` work, and is what it uploads small enough? Everything but the upload; no account needed.
import { must } from "./lib/run.mjs";
import { giveUp, say } from "./lib/say.mjs";
import { quietly, wrangler } from "./lib/wrangler.mjs";

// Cloudflare's limit on the Free plan is 3 MB after gzip; at two thirds somebody should look at what grew.
const LIMIT_KIB = 2_000;

const [command, args] = wrangler("deploy", "--dry-run", "--outdir", ".wrangler/bundle");
const output = await must(command, args, { env: quietly() }).catch((problem) => giveUp(problem.message));
const size = Number(output.match(/gzip: ([\d.]+) KiB/)?.[1]);
if (!(size < LIMIT_KIB)) giveUp(`The bundle has ${size} KiB after gzip; the limit set here is ${LIMIT_KIB}.\n${output}`);
say(`the bundle has ${Math.round(size)} KiB after gzip`);

// Would `wrangler deploy` work, and is what it uploads small enough? Everything but the upload; no account needed.
import { must } from "./lib/run.mjs";
import { giveUp, say } from "./lib/say.mjs";
import { quietly, wrangler } from "./lib/wrangler.mjs";

// Of Cloudflare's 3 MB on the Free plan a tenth: every cold start loads it. It was 306 when this was
// set, and what is being built next has its own room. Before you raise it, look at what grew
// (docs/architecture.md, "The bundle").
const LIMIT_KIB = 320;

const [command, args] = wrangler("deploy", "--dry-run", "--outdir", ".wrangler/bundle");
const output = await must(command, args, { env: quietly() }).catch((problem) => giveUp(problem.message));
const size = Number(output.match(/gzip: ([\d.]+) KiB/)?.[1]);
if (!(size < LIMIT_KIB)) giveUp(`The bundle has ${size} KiB after gzip; the limit set here is ${LIMIT_KIB}.\n${output}`);
say(`the bundle has ${Math.round(size)} KiB after gzip`);

// Checks that `wrangler deploy` would work and that its upload is small enough. It does everything
// but the upload, and needs no account.
import { must } from "./lib/run.mjs";
import { giveUp, say } from "./lib/say.mjs";
import { quietly, wrangler } from "./lib/wrangler.mjs";

// About a sixth of Cloudflare's 3 MB on the Free plan, because every cold start loads it. Before
// you raise it, find out what grew (docs/architecture.md, "The bundle").
const LIMIT_KIB = 490;

const [command, args] = wrangler("deploy", "--dry-run", "--outdir", ".wrangler/bundle");
const output = await must(command, args, { env: quietly() }).catch((problem) =>
  giveUp(problem.message),
);
const size = Number(output.match(/gzip: ([\d.]+) KiB/)?.[1]);
if (!(size < LIMIT_KIB)) {
  giveUp(`The bundle has ${size} KiB after gzip. The limit is ${LIMIT_KIB} KiB.\n${output}`);
}
say(`the bundle has ${Math.round(size)} KiB after gzip`);

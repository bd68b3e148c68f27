// `npm run build`, and what wrangler runs before `dev` and `deploy`.
import { buildPage } from "./lib/page.mjs";
import { buildWorker } from "./lib/worker.mjs";

await Promise.all([buildWorker(), buildPage()]);

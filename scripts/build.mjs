// `npm run build`, and what wrangler runs before `dev` and `deploy`.
import { buildWorker } from "./lib/worker.mjs";

await buildWorker();

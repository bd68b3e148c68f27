// `npm run page`, and what npm runs after an installation: wrangler refuses to start while the
// folder of the page is missing.
import { buildPage } from "./lib/page.mjs";

await buildPage();

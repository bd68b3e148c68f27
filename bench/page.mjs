// `npm run bench:page`: how quick the page is, in a real Chromium. bench/README.md explains it.
//
//   npm run bench:page                        everything: about 15 minutes
//   npm run bench:page -- visits,inbox        only these: visits, messages, inbox, audits
//   npm run bench:page -- --page PATH         another folder with a page, on this checkout's Worker
//   npm run bench:page -- messages --sizes 100,1500
//
// Counts and ratios matter: the times are those of this machine.
import { join } from "node:path";
import { parseArgs } from "node:util";
import { must, root } from "../scripts/lib/run.mjs";
import { buildPage } from "../scripts/lib/page.mjs";
import { giveUp, say, seconds } from "../scripts/lib/say.mjs";
import { launchBrowser } from "../tests/support/browser.mjs";
import { fill, groups } from "../tests/support/crowd.mjs";
import { GENEROUS } from "../tests/support/generous.mjs";
import { people } from "../tests/support/people.mjs";
import { startWorld } from "../tests/support/world.mjs";
import { list, machine } from "./lib/table.mjs";
import { audits } from "./page/audit.mjs";
import { inbox } from "./page/inbox.mjs";
import { messages } from "./page/messages.mjs";
import { visits } from "./page/visits.mjs";

const SCENARIOS = { visits, messages, inbox, audits };
/** As many as an inbox has. */
const LINES = 500;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    page: { type: "string" },
    // Visits and audits of which the median is shown.
    rounds: { type: "string", default: "3" },
    sizes: { type: "string", default: "100,1500,10000" },
  },
});
const wanted = positionals[0]?.split(",") ?? Object.keys(SCENARIOS);
const unknown = wanted.filter((name) => !SCENARIOS[name]);
if (unknown.length > 0) giveUp(`There is no scenario ${unknown.join()} here.`);

if (!values.page) await buildPage();
if (wanted.includes("audits"))
  await must("npm", ["install", "--prefix", join(root, "bench"), "--no-audit", "--no-fund"]);
const world = await startWorld({ page: values.page, vars: { ...GENEROUS, ALLOW_HTTP: "1" } });
const browser = await launchBrowser();
console.log(`\n${machine()}; the page in ${values.page ?? "build/page"}\n`);
try {
  const stage = await prepared();
  for (const name of wanted) {
    const since = Date.now();
    console.log(`${list(await SCENARIOS[name](stage))}\n`);
    say(`${name} took ${seconds(since)}\n`);
  }
} finally {
  await Promise.allSettled([browser.close(), world.stop()]);
}
process.exit(0);

/** Two people, and all that the scenarios read. */
async function prepared() {
  const [reader, writer] = await people(world, "reader", "writer");
  const conversation = await reader.direct(writer);
  await fill(writer, conversation, 100);
  // At an address of this machine itself the service worker asks the network first.
  const stage = { browser, reader, writer, conversation, rounds: Number(values.rounds) };
  stage.url = world.url.replace("127.0.0.1", "chat.localhost");
  if (wanted.includes("messages")) {
    stage.conversations = {};
    for (const size of values.sizes.split(",")) {
      const id = await writer.group(`${size} messages`);
      await reader.join(id);
      await fill(writer, id, Number(size));
      stage.conversations[size] = id;
    }
  }
  if (wanted.includes("inbox")) {
    // Their own reader, whose inbox has nothing else.
    const [full] = await people(world, "full");
    stage.full = { reader: full, groups: await groups(writer, full, LINES) };
  }
  return stage;
}

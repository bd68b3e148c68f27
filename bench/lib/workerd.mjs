// A Worker on bare workerd. Miniflare writes the configuration, because D1 needs it, and opens the
// Worker's own port, without its proxy.
import { Miniflare, convertV4MiniflareOptions } from "miniflare";
import { children } from "./process.mjs";

/**
 * Starts it. `persist` is the folder of all its data; `modules` as in Miniflare. → { address, pid,
 * miniflare, stop }
 */
export async function startWorkerd({
  name,
  persist,
  modules,
  objects,
  date,
  d1 = [],
  vars = {},
  onLog,
}) {
  const before = children("workerd");
  const durableObjects = Object.fromEntries(
    Object.entries(objects).map(([binding, className]) => [
      binding,
      { className, useSQLite: true },
    ]),
  );
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      name,
      modules,
      compatibilityDate: date,
      bindings: vars,
      durableObjects,
      d1Databases: d1,
      resourcePersistencePath: persist,
      cf: false,
      unsafeDirectSockets: [{ host: "127.0.0.1", port: 0 }],
      ...(onLog && { handleStructuredLogs: onLog }),
    }),
  );
  await miniflare.ready;
  const { host } = await miniflare.unsafeGetDirectURL(name);
  const [pid] = children("workerd").filter((child) => !before.includes(child));
  return { address: host, pid, miniflare, stop: () => miniflare.dispose() };
}

// Where a page test runs: one world, a network before it that can fail, one browser, and new people
// for each scene.
//
//   const { scene } = stage();
//   scene("what a person is promised", async ({ guest, network, world }) => {
//     const anna = await guest("anna"); …
//   });
import { after, before, test } from "node:test";
import { launchBrowser } from "./browser.mjs";
import { GENEROUS } from "./generous.mjs";
import { Guest } from "./guest.mjs";
import { startProxy } from "./proxy.mjs";
import { startWorld } from "./world.mjs";

/**
 * Options of a guest whose requests the scene holds back or answers. Playwright does not see a
 * request that passes through a service worker, and whether one is running already is chance.
 */
export const ROUTED = { serviceWorkers: "block" };

/** Longer than any scene takes on a slow machine. */
const SCENE_MS = 90_000;

/** The browser of a phone, as options of a person. */
export const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };

/** `vars` are those of the Worker, beside generous limits. `host` is in the address of the page. */
export function stage({ vars = {}, host = "127.0.0.1" } = {}) {
  let [world, network, browser] = [];
  before(async () => {
    [world, browser] = await Promise.all([
      startWorld({ vars: { ...GENEROUS, ...vars } }),
      launchBrowser(),
    ]);
    network = await startProxy(world.url);
    network.url = network.url.replace("127.0.0.1", host);
  });
  after(() => Promise.allSettled([browser?.close(), network?.close(), world?.stop()]));

  /**
   * `play({ guest, arrive, pair, network, world, browser })`. `guest(name, options)` is a new,
   * registered person in their own browser; `arrive` makes one who has not registered. With
   * `direct` they bypass the network. The other options are the browser's. `pair(hers, his)` are
   * Anna and Ben, who have both opened their conversation.
   */
  function scene(promise, play) {
    test(promise, { timeout: SCENE_MS }, async () => {
      const cast = [];
      const arrive = async (name, { direct = false, ...options } = {}) => {
        const guest = await Guest.arrive(browser, direct ? world.url : network.url, name, options);
        cast.push(guest);
        return guest;
      };
      const guest = async (name, options) => (await arrive(name, options)).register();
      const pair = async (hers, his) => {
        const [anna, ben] = await Promise.all([guest("anna", hers), guest("ben", his)]);
        await anna.writeTo(ben.handle);
        await ben.writeTo(anna.handle);
        return [anna, ben];
      };
      try {
        await play({ guest, arrive, pair, network, world, browser });
      } catch (problem) {
        problem.stack += (await Promise.all(cast.map((one) => one.story()))).join("");
        throw problem;
      } finally {
        network.pass();
        network.letSockets();
        network.letStreams();
        await Promise.allSettled(cast.map((one) => one.context.close()));
      }
    });
  }
  return { scene };
}

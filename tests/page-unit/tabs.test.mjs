// What tabs hear of one another, and what they miss.

import assert from "node:assert/strict";
import test from "node:test";
import { Tabs } from "../../public/app/tabs.ts";

/** Runs `act` where `window` hears events and BroadcastChannel is `Channel`. */
function inBrowser(Channel, act) {
  const before = { Channel: globalThis.BroadcastChannel, listen: globalThis.addEventListener };
  const page = new EventTarget();
  globalThis.BroadcastChannel = Channel;
  globalThis.addEventListener = page.addEventListener.bind(page);
  try {
    act(page);
  } finally {
    globalThis.BroadcastChannel = before.Channel;
    globalThis.addEventListener = before.listen;
  }
}
class Forbidden {
  constructor() {
    throw new DOMException("No storage, no channel.", "SecurityError");
  }
}
const shown = (persisted) => Object.assign(new Event("pageshow"), { persisted });

test("a browser that forbids the channel has tabs that say and hear nothing", () => {
  inBrowser(Forbidden, () => {
    const tabs = new Tabs();
    tabs.say({ word: "signed_in" });
    tabs.listen(() => assert.fail("nobody speaks"));
  });
});

test("a frozen page that comes back learns that it has missed what was said", () => {
  inBrowser(EventTarget, (page) => {
    const heard = [];
    new Tabs().listen(({ word }) => heard.push(word));
    page.dispatchEvent(shown(false));
    page.dispatchEvent(shown(true));
    assert.deepEqual(heard, ["missed"]);
  });
});

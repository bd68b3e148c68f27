// What the page's tests use in place of a browser's storage and its other tabs.
import { Keep } from "../../public/app/keep.ts";
import { MemoryBackend } from "../../public/keep/memory.ts";

export const memory = () => new MemoryBackend();
export const keepIn = (backend) => new Keep(Promise.resolve(backend));

/** A storage in which every call fails, as when it is full. */
export const broken = new Proxy(
  {},
  {
    get: (_, name) => (name === "then" ? undefined : async () => Promise.reject(new Error("full"))),
  },
);

/** Tabs of one browser: `tabs()` is a further tab, and what one says, the others hear. */
export function browserTabs() {
  const all = [];
  return () => {
    const tab = {
      said: [],
      ears: [],
      say(message) {
        this.said.push(message.word);
        for (const other of all) if (other !== tab) other.ears.forEach((act) => act(message));
      },
      listen(act) {
        this.ears.push(act);
      },
    };
    all.push(tab);
    return tab;
  };
}

// Several tabs of one browser share a cookie, so they tell one another when a person signs in or
// out.

export class Tabs extends EventTarget {
  #channel = typeof BroadcastChannel === "function" ? new BroadcastChannel("dormouse") : null;

  constructor() {
    super();
    if (this.#channel)
      this.#channel.onmessage = ({ data }) =>
        this.dispatchEvent(new Event(data === "in" ? "in" : "out"));
  }

  say(word) {
    this.#channel?.postMessage(word);
  }
}

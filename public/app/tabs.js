// Several tabs of one browser share a cookie: who signs in or out in one does so in all. Knows only those two words.

export class Tabs extends EventTarget {
  #channel = typeof BroadcastChannel === "function" ? new BroadcastChannel("dormouse") : null;

  constructor() {
    super();
    if (this.#channel) this.#channel.onmessage = ({ data }) => this.dispatchEvent(new Event(data === "in" ? "in" : "out"));
  }

  say(word) {
    this.#channel?.postMessage(word);
  }
}

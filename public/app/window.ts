// What the window says of itself: whether it is shown, and whether the network is there.

interface Ears {
  shown(): void;
  /** It may be closed next, without another word. */
  hidden(): void;
  network(isThere: boolean): void;
}

export function listenToWindow({ shown, hidden, network }: Ears): void {
  document.addEventListener("visibilitychange", () => (document.hidden ? hidden() : shown()));
  addEventListener("pagehide", hidden);
  addEventListener("offline", () => network(false));
  addEventListener("online", () => network(true));
}

// An EventTarget whose events are declared: each name with the type of its `detail`. All are
// CustomEvents.

export class Emitter<Events extends object> extends EventTarget {
  /** Calls `act` with the detail of each event. Returns a function that ends it. */
  on<Name extends keyof Events & string>(
    name: Name,
    act: (detail: Events[Name]) => void,
    options?: AddEventListenerOptions,
  ): () => void {
    // Only `emit` makes these events, so the detail has the declared type.
    const hear = (event: Event) => {
      if (event instanceof CustomEvent) act(event.detail);
    };
    this.addEventListener(name, hear, options);
    return () => this.removeEventListener(name, hear);
  }

  protected emit<Name extends keyof Events & string>(name: Name, detail: Events[Name]): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

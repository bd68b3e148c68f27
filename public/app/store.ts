// The page's one state, and the events that report its changes. Does not know what is in it.

export class Store extends EventTarget {
  constructor(initial) {
    super();
    this.initial = initial;
    this.state = initial;
  }

  /** Replaces parts of the state: `change({ inbox })`. Equal parts cause no event. */
  change(parts) {
    if (Object.entries(parts).every(([name, value]) => this.state[name] === value)) return;
    this.state = { ...this.state, ...parts };
    this.dispatchEvent(new Event("change"));
  }

  /** Changes one entry of a map in the state. */
  put(map, key, value) {
    if (this.state[map][key] !== value)
      this.change({ [map]: { ...this.state[map], [key]: value } });
  }

  drop(map, key) {
    const { [key]: _gone, ...rest } = this.state[map];
    this.change({ [map]: rest });
  }

  /** Resets the state, except for these parts. */
  clear(parts) {
    this.state = { ...this.initial, ...parts };
    this.dispatchEvent(new Event("change"));
  }
}

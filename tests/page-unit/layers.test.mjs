// What lies over the page, and the browser's Back.
import assert from "node:assert/strict";
import test from "node:test";
import { Layers } from "../../public/app/layers.ts";

/** A history that goes where it is told. `later`: only at `arrive()`, as a browser does. */
function browsing({ entries = [null], later = false } = {}) {
  const going = [];
  let place = entries.length - 1;
  const history = {
    get state() {
      return entries[place];
    },
    pushState: (state) => (entries.splice(++place, Infinity, state), undefined),
    replaceState: (state) => (entries[place] = state),
    go: (steps) => {
      going.push(() => {
        place += steps;
        layers.went(history.state);
      });
      if (!later) it.arrive();
    },
  };
  const layers = new Layers({ history });
  const it = {
    layers,
    history,
    entries,
    open: () => layers.open.map(({ content }) => content),
    arrive: () => going.splice(0).forEach((go) => go()),
    at: () => place,
  };
  return it;
}

test("Back closes the topmost layer, and only it", () => {
  const it = browsing();
  const closed = [];
  it.layers.lay("details", () => closed.push("details"));
  it.layers.lay("question", () => closed.push("question"));
  it.history.go(-1);
  assert.deepEqual([it.open(), closed], [["details"], ["question"]]);
  it.history.go(-1);
  assert.deepEqual([it.open(), closed], [[], ["question", "details"]]);
});

test("a layer that closes takes those above it and their history entries with it", () => {
  const it = browsing();
  const close = it.layers.lay("details");
  it.layers.lay("question");
  close();
  close();
  assert.deepEqual([it.open(), it.at()], [[], 0]);
});

test("going elsewhere closes everything, once", () => {
  const it = browsing();
  let closed = 0;
  const close = it.layers.lay("dialog", () => (closed += 1));
  assert.equal(it.layers.drop(), true);
  close();
  assert.equal(it.layers.drop(), false);
  assert.deepEqual([it.open(), closed, it.entries.length], [[], 1, 2]);
});

test("a state of somebody else's in the history closes all layers", () => {
  const it = browsing();
  it.layers.lay("dialog");
  it.layers.went("odd");
  assert.deepEqual(it.open(), []);
});

test("a layer that opens while the browser still goes back from others stays open", () => {
  for (const below of [[], ["details"]]) {
    const it = browsing({ later: true });
    const closes = [...below, "question"].map((content) => it.layers.lay(content));
    closes[0]();
    it.layers.lay("two");
    it.arrive();
    assert.deepEqual([it.open(), it.entries], [["two"], [null, { layers: 1 }]]);
  }
});

test("after a reload with a layer open, Back closes the next one", () => {
  const it = browsing({ entries: [null, { layers: 1 }] });
  it.layers.lay("dialog");
  it.history.go(-1);
  assert.deepEqual(it.open(), []);
});

test("after Forward to a layer that was closed, Back closes the next one", () => {
  const it = browsing();
  it.layers.lay("details")();
  it.history.go(1);
  it.layers.lay("dialog");
  it.history.go(-1);
  assert.deepEqual(it.open(), []);
});

test("after a session that ended under a layer, Back closes the next one", () => {
  const it = browsing();
  it.layers.lay("details");
  it.layers.drop();
  it.layers.lay("dialog");
  it.history.go(-1);
  assert.deepEqual(it.open(), []);
});

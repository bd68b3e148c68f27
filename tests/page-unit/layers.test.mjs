// What lies over the page, and the browser's Back.
import assert from "node:assert/strict";
import test from "node:test";
import { Layers } from "../../public/app/layers.ts";

/** A history that goes back when it is told, as a browser does: later. */
function browsing() {
  const entries = [null];
  const history = {
    get state() {
      return entries.at(-1);
    },
    pushState: (state) => entries.push(state),
    back: () => {
      entries.pop();
      layers.went(history.state);
    },
  };
  const layers = new Layers({ history });
  return { layers, history, entries, open: () => layers.open.map(({ content }) => content) };
}

test("Back closes the topmost layer, and only it", () => {
  const it = browsing();
  const closed = [];
  it.layers.lay("details", () => closed.push("details"));
  it.layers.lay("question", () => closed.push("question"));
  it.history.back();
  assert.deepEqual([it.open(), closed], [["details"], ["question"]]);
  it.history.back();
  assert.deepEqual([it.open(), closed], [[], ["question", "details"]]);
});

test("a layer that closes takes those above it and their history entries with it", () => {
  const it = browsing();
  const close = it.layers.lay("details");
  it.layers.lay("question");
  close();
  close();
  assert.deepEqual([it.open(), it.entries], [[], [null]]);
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

test("a layer that opens while the browser still goes back from another stays open", () => {
  const entries = [null];
  let arrive = () => {};
  const history = {
    get state() {
      return entries.at(-1);
    },
    pushState: (state) => entries.push(state),
    back: () =>
      (arrive = () => {
        entries.pop();
        layers.went(entries.at(-1));
      }),
  };
  const layers = new Layers({ history });
  const close = layers.lay("one");
  close();
  layers.lay("two");
  arrive();
  assert.deepEqual(
    layers.open.map(({ content }) => content),
    ["two"],
  );
  assert.deepEqual(entries, [null, { layers: 1 }]);
});

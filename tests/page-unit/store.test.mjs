// The state changes by parts, and only a change is reported.
import assert from "node:assert/strict";
import test from "node:test";
import { initialState } from "../../public/app/state.ts";
import { Store } from "../../public/app/store.ts";

test("a part that stays the same is no change, and the other parts are not looked at", () => {
  const looked = [];
  const store = new Store(
    new Proxy(initialState, {
      get(state, name) {
        looked.push(name);
        return state[name];
      },
    }),
  );
  let changes = 0;
  store.addEventListener("change", () => (changes += 1));
  store.change({ details: false, notice: null });
  assert.deepEqual([looked, changes], [["details", "notice"], 0]);
  store.change({ details: true, notice: null });
  assert.deepEqual([store.state.details, changes], [true, 1]);
});

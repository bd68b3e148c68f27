// Requests that wait until it is certain who makes them.

/** The same functions, of which all but `free` wait for `certain()` first. */
export function whenCertain<T extends object>(
  api: T,
  certain: () => Promise<void>,
  free: ReadonlySet<PropertyKey>,
): T {
  return new Proxy(api, {
    get(target, name) {
      const ask: unknown = Reflect.get(target, name);
      if (typeof ask !== "function" || free.has(name)) return ask;
      return async (...given: unknown[]) => {
        await certain();
        return Reflect.apply(ask, target, given);
      };
    },
  });
}

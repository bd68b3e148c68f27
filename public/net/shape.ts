// Small checkers for data from outside: each tells whether a value has a shape. Knows no frame.
// Unknown fields are allowed, because new ones may appear at any time (docs/protocol.md).

/**
 * Whether a value is a `T`. The second part never exists: it makes `Check<T>` fit only `T` itself,
 * so that a checker that is stricter or laxer than a type of the wire does not compile.
 */
export type Check<T> = ((value: unknown) => value is T) & { readonly exactly?: (value: T) => T };

/** A checker for every field of `T`, also for optional ones. */
export type Fields<T> = { readonly [Name in keyof T]-?: Check<T[Name]> };

export const text: Check<string> = (value) => typeof value === "string";
export const flag: Check<boolean> = (value) => typeof value === "boolean";
export const count: Check<number> = (value): value is number =>
  typeof value === "number" && Number.isSafeInteger(value) && value >= 0;

/** An optional field: the server leaves it out, and never sends `null`. */
export const maybe =
  <T>(check: Check<T>): Check<T | undefined> =>
  (value): value is T | undefined =>
    value === undefined || check(value);

export const list =
  <T>(check: Check<T>): Check<T[]> =>
  (value): value is T[] =>
    Array.isArray(value) && value.every(check);

/** `words` has every word of `T`. */
export const oneOf =
  <T extends string>(words: Readonly<Record<T, true>>): Check<T> =>
  (value): value is T =>
    typeof value === "string" && Object.hasOwn(words, value);

export const shape =
  <T extends object>(fields: Fields<T>): Check<T> =>
  (value): value is T =>
    isObject(value) && fits(value, fields);

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Whether every field is as its checker wants it. */
export function fits<T extends object>(value: Record<string, unknown>, fields: Fields<T>): boolean {
  for (const name in fields) if (!fields[name](value[name])) return false;
  return true;
}

// Small checkers for data from outside: each returns whether a value has a shape. Knows no frame.
// Unknown fields are allowed, because new ones may appear at any time (docs/protocol.md).

export const text = (value) => typeof value === "string";
export const flag = (value) => typeof value === "boolean";
export const count = (value) => Number.isSafeInteger(value) && value >= 0;
export const maybe = (check) => (value) => value === undefined || value === null || check(value);
export const list = (check) => (value) => Array.isArray(value) && value.every(check);
export const oneOf =
  (...words) =>
  (value) =>
    words.includes(value);
export const shape = (fields) => (value) =>
  typeof value === "object" &&
  value !== null &&
  !Array.isArray(value) &&
  Object.entries(fields).every(([name, check]) => check(value[name]));

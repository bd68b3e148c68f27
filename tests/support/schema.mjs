// Whether a value fits a JSON schema. It knows the keywords that our OpenAPI document uses and
// fails on any other.
const KNOWN = new Set([
  "$ref",
  "type",
  "enum",
  "const",
  "pattern",
  "minLength",
  "maxLength",
  "minimum",
  "maximum",
  "items",
  "maxItems",
]);
for (const word of [
  "properties",
  "required",
  "additionalProperties",
  "oneOf",
  "allOf",
  "description",
  "default",
  "examples",
])
  KNOWN.add(word);

/** Returns where and why `value` does not fit, or nothing. */
export function misfit(document, schema, value, at = "$") {
  const strange = Object.keys(schema).find((word) => !KNOWN.has(word));
  if (strange) throw new Error(`${at}: this validator does not know "${strange}"`);
  if (schema.$ref) return misfit(document, resolve(document, schema.$ref), value, at);
  for (const part of schema.allOf ?? []) {
    const wrong = misfit(document, part, value, at);
    if (wrong) return wrong;
  }
  if (schema.oneOf && schema.oneOf.filter((one) => !misfit(document, one, value, at)).length !== 1)
    return `${at}: not exactly one of`;
  if ("const" in schema && value !== schema.const) return `${at}: not ${schema.const}`;
  if (schema.enum && !schema.enum.includes(value))
    return `${at}: ${value} is not one of ${schema.enum}`;
  if (schema.type && !isOf(schema.type, value)) return `${at}: not of type ${schema.type}`;
  if (typeof value === "string") return textMisfit(schema, value, at);
  if (typeof value === "number")
    return value < schema.minimum || value > schema.maximum
      ? `${at}: ${value} is out of range`
      : undefined;
  if (Array.isArray(value)) return listMisfit(document, schema, value, at);
  return value && typeof value === "object" ? objectMisfit(document, schema, value, at) : undefined;
}

export function resolve(document, ref) {
  return ref
    .split("/")
    .slice(1)
    .reduce((part, name) => part[name], document);
}

function isOf(type, value) {
  if (type === "integer") return Number.isInteger(value);
  if (type === "array") return Array.isArray(value);
  if (type === "object")
    return value !== null && typeof value === "object" && !Array.isArray(value);
  return typeof value === type;
}

function textMisfit({ pattern, minLength = 0, maxLength = Infinity }, text, at) {
  if (pattern && !new RegExp(pattern, "u").test(text))
    return `${at}: ${text} is not like ${pattern}`;
  return text.length < minLength || text.length > maxLength
    ? `${at}: ${text.length} characters`
    : undefined;
}

function listMisfit(document, { items = {}, maxItems = Infinity }, list, at) {
  if (list.length > maxItems) return `${at}: ${list.length} items`;
  return list.map((item, nth) => misfit(document, items, item, `${at}[${nth}]`)).find(Boolean);
}

function objectMisfit(
  document,
  { properties = {}, required = [], additionalProperties },
  value,
  at,
) {
  const missing = required.find((name) => !(name in value));
  if (missing) return `${at}: ${missing} is missing`;
  const more = Object.keys(value).find((name) => !(name in properties));
  if (more && additionalProperties === false) return `${at}: ${more} is not described`;
  return Object.keys(properties)
    .filter((name) => name in value)
    .map((name) => misfit(document, properties[name], value[name], `${at}.${name}`))
    .find(Boolean);
}

// Names that nobody else uses, such as a post's `client_id`.

/** The fallback is for pages over plain HTTP, which have no `randomUUID`. */
export const newId = () =>
  crypto.randomUUID?.() ??
  [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, "0"))
    .join("");

// How large a message may be on its way.

/**
 * A frame has at most 64 KiB (docs/protocol.md). The rest of it is for the fields around the body.
 */
const BODY_BYTES = 60 * 1024;

/** The server could not say what is too long: it does not read such a frame. */
export const TOO_LONG = { code: "too_large", message: "" };

export const isTooLong = (body: string): boolean =>
  new TextEncoder().encode(JSON.stringify(body)).length > BODY_BYTES;

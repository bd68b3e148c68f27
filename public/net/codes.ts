// Close codes of the sockets, and the equivalents of HTTP statuses for streams.

export const CLOSE = {
  normal: 1000,
  lost: 1006,
  signedOut: 4001,
  gone: 4003,
  tooFast: 4008,
} as const;

/** The close code with the same meaning as a refused stream. */
export function codeOfStatus(status: number): number {
  if (status === 401) return CLOSE.signedOut;
  if (status === 403 || status === 404) return CLOSE.gone;
  return status === 429 ? CLOSE.tooFast : CLOSE.lost;
}

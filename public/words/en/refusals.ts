// The sentences for refusals in English, by code (docs/protocol.md). What is not here has the
// server's own sentence, which is English too; other languages need all of them.

type Params = Readonly<Record<string, unknown>>;

export const refusals: Readonly<Record<string, (params: Params) => string | undefined>> = {
  unreachable: () => "The server cannot be reached. Check your connection and try again.",
  unreadable: () => "Something went wrong on the way. Please try again.",
};

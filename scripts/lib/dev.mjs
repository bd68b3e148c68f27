// How the development server is started. Knows wrangler's options, not when they are wanted.

/** Whether only this machine can reach an address to listen on. */
const isLoopback = (host) => host === "localhost" || host === "::1" || /^127\./.test(host);

/**
 * The arguments of wrangler. Other machines of a local network come by plain http, which the Worker
 * refuses outside this machine unless it is told here; nothing else may set that variable.
 */
export function devArguments(host, port, more = []) {
  const http = isLoopback(host) ? [] : ["--var", "ALLOW_HTTP:1"];
  return ["dev", "--ip", host, "--port", String(port), ...http, ...more];
}

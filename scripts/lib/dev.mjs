// How the development server is started. Knows wrangler's options, not who starts it or why.

/** Whether only this machine can reach a server that listens on this address. */
const isLoopback = (host) => host === "localhost" || host === "::1" || /^127\./.test(host);

/**
 * The arguments of wrangler. Other machines of a local network come by plain http. The Worker
 * refuses plain http outside this machine unless this variable allows it. Nothing else may set it.
 */
export function devArguments(host, port, more = []) {
  const http = isLoopback(host) ? [] : ["--var", "ALLOW_HTTP:1"];
  return ["dev", "--ip", host, "--port", String(port), ...http, ...more];
}

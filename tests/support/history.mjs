// A long history without a long wait: messages are added before what the server knows of a
// conversation, and every `seq` is moved by their number on its way.

/** The time between two of the added messages, in ms. */
const APART = 60_000;

/**
 * The page of `guest` sees `count` messages of `author` in the conversation, all read, before those
 * that are really there. Call it before the conversation is opened.
 */
export async function withHistory(guest, { id, author, count }) {
  const old = (now) =>
    Array.from({ length: count }, (_, nth) => ({
      seq: nth + 1,
      at: now - (count - nth) * APART,
      author: author.id,
      handle: author.handle,
      kind: "message",
      client_id: `old-${nth + 1}`,
      body: `old ${nth + 1}`,
    }));
  const shift = (event) => ({ ...event, seq: event.seq + count });
  const forPage = (frame) => {
    switch (frame.type) {
      case "welcome":
        return {
          ...frame,
          head: frame.head + count,
          you: { ...frame.you, read: frame.you.read + count },
        };
      case "page":
        return {
          ...frame,
          from: 1,
          to: frame.to + count,
          items: [...old(Date.now()), ...frame.items.map(shift)],
        };
      case "live":
        return { ...frame, head: frame.head + count };
      case "events":
        return { ...frame, events: frame.events.map(shift) };
      case "posted":
        return { ...frame, event: shift(frame.event) };
      case "read":
        return shift(frame);
      default:
        return frame;
    }
  };
  await guest.page.routeWebSocket(new RegExp(`/conversations/${id}/socket`), (page) => {
    const server = page.connectToServer();
    const rewritten = (text, rewrite) =>
      text.startsWith("{") ? JSON.stringify(rewrite(JSON.parse(text))) : text;
    server.onMessage((text) => page.send(rewritten(text, forPage)));
    page.onMessage((text) =>
      server.send(
        rewritten(text, (frame) =>
          "seq" in frame ? { ...frame, seq: Math.max(0, frame.seq - count) } : frame,
        ),
      ),
    );
  });
}

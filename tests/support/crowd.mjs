// Much of everything, quickly: long conversations and full inboxes.

/** Posts under way at once. */
const IN_FLIGHT = 200;
/** Requests under way at once. */
const AT_ONCE = 8;

/** Has a person post this many messages into a conversation: "message 1", "message 2" … */
export async function fill(person, conversation, count) {
  const line = await person.open(conversation);
  for (let sent = 0; sent < count; sent += IN_FLIGHT) {
    const most = Math.min(sent + IN_FLIGHT, count);
    for (let nth = sent + 1; nth <= most; nth += 1)
      line.say({
        type: "post",
        client_id: crypto.randomUUID(),
        body: `message ${nth}, as people write`,
      });
    await line.said(`message ${most}, as people write`);
  }
  await line.close();
}

/** Groups of these two in which `writer` has said something. Resolves to their ids. */
export async function groups(writer, reader, count) {
  const waiting = Array.from({ length: count }, (_, nth) => `Group ${nth + 1}`);
  const made = [];
  const work = async () => {
    for (let title = waiting.pop(); title; title = waiting.pop()) {
      const id = await writer.group(title);
      await reader.join(id);
      await writer.post(id, `welcome to ${title}`);
      made.push(id);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return made;
}

/** The cookie of a person's session, for a browser context at this address. */
export const cookieFor = (person, url) => ({ name: "dormouse", value: person.token, url });

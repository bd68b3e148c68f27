// Messages that stay unsent, because the network loses them on their way.

/** From now on the posts of `guest` are lost. Call it before a conversation is opened. */
export async function withoutPosts(guest) {
  const posts = { areLost: true };
  await guest.page.routeWebSocket(/\/conversations\//, (socket) => {
    const server = socket.connectToServer();
    socket.onMessage((text) => {
      if (!posts.areLost || !/"type":"post"/.test(text)) server.send(text);
    });
  });
  return posts;
}

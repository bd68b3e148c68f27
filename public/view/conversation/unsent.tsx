// What a person has written in a conversation that they are not in any more. They can take the text
// elsewhere, or discard it.

import { useRef } from "preact/hooks";
import { failedIn } from "../../model/unsent.ts";
import type { Failed } from "../../model/post.ts";
import { words } from "../../words/words.ts";
import { Button } from "../ui/button.tsx";
import { useApp, useSelect } from "../use.ts";

export function UnsentPosts({ id }: { id: string }) {
  const posts = useSelect((state) => state.outbox[id]) ?? [];
  const failed = failedIn(posts);
  if (failed.length === 0) return null;
  return (
    <section class="unsent" aria-label={words.door.unsent(failed.length)}>
      <h2 class="section-title">{words.door.unsent(failed.length)}</h2>
      <ul class="unsent-list">
        {failed.map((post) => (
          <UnsentPost key={post.client_id} id={id} post={post} />
        ))}
      </ul>
    </section>
  );
}

function UnsentPost({ id, post }: { id: string; post: Failed }) {
  const { client_id, files = [] } = post;
  // The files themselves go with the conversation.
  const body = post.body || files.map(({ name }) => name).join(", ");
  const app = useApp();
  const text = useRef<HTMLParagraphElement>(null);
  const { say } = app;
  /** Where the page may not write to the clipboard, the person copies what is selected. */
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(body);
      say(words.door.copied);
    } catch {
      if (text.current) getSelection()?.selectAllChildren(text.current);
      say(words.door.selected);
    }
  };
  return (
    <li class="unsent-post">
      <p ref={text} class="unsent-body" dir="auto">
        {body}
      </p>
      <div class="unsent-acts">
        <Button onClick={copy}>{words.door.copy}</Button>
        <Button onClick={() => app.posts.discard(id, client_id)}>{words.message.discard}</Button>
      </div>
    </li>
  );
}

// The main view without a chosen conversation: what the person can do next.

import { words } from "../words/words.ts";
import { newGroup } from "./newgroup.tsx";
import { Button } from "./ui/button.tsx";
import { useApp } from "./use.ts";

export const Home = () => (
  <div class="home">
    <img src="/favicon.svg" alt="" width={112} height={112} />
    <h1 class="home-title">{words.home.title}</h1>
    <p class="home-text">{words.home.text}</p>
    <StartActs />
  </div>
);

/** The three ways to begin. A phone shows them below its empty inbox. */
export function StartActs() {
  const app = useApp();
  return (
    <div class="home-acts">
      <Button class="button button-main" icon="people" onClick={() => app.go({ place: "people" })}>
        {words.home.findPeople}
      </Button>
      <Button icon="groups" onClick={() => app.go({ place: "groups" })}>
        {words.home.browseGroups}
      </Button>
      <Button icon="plus" onClick={() => newGroup(app)}>
        {words.home.createGroup}
      </Button>
    </div>
  );
}

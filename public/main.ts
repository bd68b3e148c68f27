// The composition root: it makes every part, gives each what it needs, and starts the page. Nothing
// else knows all of them.

import { Account } from "./app/account.ts";
import { Attention } from "./app/attention.ts";
import { Actions } from "./app/actions.ts";
import { whenCertain } from "./app/certain.ts";
import { browserClock as clock } from "./app/clock.ts";
import { Conversations } from "./app/conversations.ts";
import { Deployment } from "./app/deployment.ts";
import { directoriesOf, marksOf } from "./app/directories.ts";
import { Keep } from "./app/keep.ts";
import { LastVisit } from "./app/lastvisit.ts";
import { Layers } from "./app/layers.ts";
import { connectionsOf } from "./app/connections.ts";
import { PersonConnection } from "./app/person.ts";
import { newId } from "./app/newid.ts";
import { PERSON, currentId, initialState } from "./app/state.ts";
import { Store } from "./app/store.ts";
import { Tabs } from "./app/tabs.ts";
import { listenToWindow } from "./app/window.ts";
import { writingOf } from "./app/writing.ts";
import { openBackend } from "./keep/open.ts";
import { hashOf, routeOf, type Going } from "./model/route.ts";
import { api as anybodys } from "./net/api.ts";
import { mount } from "./view/mount.tsx";
import type { ShownPerson } from "./wire.ts";
import { thrownWords, words } from "./words/words.ts";

const store = new Store({
  ...initialState,
  route: routeOf(location.hash),
  online: navigator.onLine,
});
const keep = new Keep(openBackend());
const tabs = new Tabs();
const attention = new Attention({ clock, document, window });
const connections = connectionsOf({ clock, chance: Math.random, location });
const own = document.querySelector('meta[name="deployment"]')?.getAttribute("content") ?? "";
const deployment = new Deployment({ clock, own });
const layers = new Layers({ history });
addEventListener("popstate", ({ state }) => layers.went(state));
/** What lies over the page closes, and its entry in the history becomes the new place. */
const go = (route: Going) => {
  if (layers.drop()) location.replace(hashOf(route));
  else location.hash = hashOf(route);
};
const say = (text: string, bad = false) => store.change({ notice: { text, at: clock.now(), bad } });
const complain = (refusal: unknown) => say(thrownWords(refusal), true);
const lastVisit = new LastVisit({ store, keep, clock });
/** The cookie belongs to another person than the page shows, whom the next start must not show. */
const startOver = () => lastVisit.forget().finally(() => location.reload());

const account = new Account({
  store,
  api: anybodys,
  keep,
  tabs,
  clock,
  begin: () => void begin(),
  end,
  reload: startOver,
  goOn: () => conversations.updateFocus(),
});
const free = new Set(["me", "register", "signIn", "signOut"]);
const api = whenCertain(anybodys, account.certain, free);
const writing = writingOf({
  store,
  keep,
  clock,
  tabs,
  newId,
  tell: (id, frame) => conversations.tell(id, frame),
  complain,
  rescued: () => say(words.editing.rescued),
});
const conversations = new Conversations({
  store,
  outgoing: writing.outgoing,
  clock,
  api,
  complain,
  last: (id) => lastVisit.timeline(id),
  connect: connections.conversation,
  attention: (id) => ({
    ...attention.now,
    atEnd: attention.now.atEnd && id === currentId(store.state),
  }),
  signedOut: () => account.signedOut(),
  changed: startOver,
  leaveEnd: () => (attention.atEnd = false),
});
const person = new PersonConnection({
  store,
  connect: connections.person,
  gone: (id) => conversations.gone(id, "removed"),
  back: (id) => conversations.again(id),
  signedOut: () => account.signedOut(),
  changed: startOver,
});
const actions = new Actions({ store, api, conversations, go });
const marked = (people: readonly ShownPerson[]) =>
  store.change(marksOf(store.state, people, clock.now()));
const directories = directoriesOf({ store, api, clock, marked });

const hurry = () => {
  person.hurry();
  conversations.hurry();
};

let wasLive = false;
store.addEventListener("change", () => {
  const isLive = store.state.links[PERSON] === "live";
  // A new deployment ends every connection, so this is when there may be one.
  if (isLive && !wasLive) void deployment.ask();
  wasLive = isLive;
});
deployment.addEventListener("change", () => store.change({ deployment: deployment.state }));
if (document.readyState === "complete") void deployment.start();
else addEventListener("load", () => void deployment.start());

/** Somebody is signed in. What the browser keeps of them comes before what they do next. */
async function begin() {
  const { you } = store.state.session;
  if (!you) return;
  person.start();
  const wasOther = await keep.claim(you.id);
  const unsent = await writing.restore(you.id);
  if (store.state.session.you?.id !== you.id) return;
  if (wasOther) leave();
  unsent.forEach((id) => conversations.open(id));
  visit();
}

/** Shows what the address names. */
function visit() {
  const { place, id, at } = store.state.route;
  conversations.enter(currentId(store.state));
  if (place === "conversation" && at !== null) void conversations.openAt(id, at);
}

function end(isForgotten: boolean) {
  person.stop();
  conversations.closeAll();
  layers.drop();
  if (isForgotten) leave();
  else void lastVisit.forget();
}

/** The address is somebody else's. */
function leave() {
  history.replaceState(null, "", "#/");
  store.change({ route: routeOf("") });
}

addEventListener("hashchange", () => {
  store.change({ route: routeOf(location.hash) });
  if (store.state.session.phase === "in") visit();
});
attention.addEventListener("change", () => conversations.updateFocus());
connections.ways.addEventListener("change", () => {
  store.change({ way: connections.ways.mode });
  conversations.thin();
});
listenToWindow({
  shown: hurry,
  hidden: () => lastVisit.flush(),
  network(online) {
    store.change({ online });
    if (online) connections.ways.hurry();
    hurry();
  },
});

const place = document.getElementById("page");
if (!place) throw new Error("index.html has no place for the page");
mount(
  {
    store,
    account,
    conversations,
    ...writing,
    actions,
    directories,
    api,
    clock,
    attention,
    layers,
    newId,
    go,
    hurry,
    reload: () => void deployment.reload(),
    say,
    complain,
    marked,
  },
  place,
);
void account.ask();
void lastVisit.read().then((seen) => seen && account.recall(seen));

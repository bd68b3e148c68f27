// The composition root: it makes every part, gives each what it needs, and starts the page. Nothing
// else knows all of them.

import { Account } from "./app/account.ts";
import { Attention } from "./app/attention.ts";
import { browserClock as clock } from "./app/clock.ts";
import { Actions } from "./app/actions.ts";
import { Directory } from "./app/directory.ts";
import { Keep } from "./app/keep.ts";
import { Layers } from "./app/layers.ts";
import { linesOf } from "./app/lines.ts";
import { PersonLine } from "./app/person.ts";
import { Posts } from "./app/posts.ts";
import { Conversations } from "./app/conversations.ts";
import { currentId, initialState } from "./app/state.ts";
import { Store } from "./app/store.ts";
import { Tabs } from "./app/tabs.ts";
import { hashOf, routeOf } from "./model/route.ts";
import { api } from "./net/api.ts";
import { pageView } from "./view/page.ts";

const store = new Store({
  ...initialState,
  route: routeOf(location.hash),
  online: navigator.onLine,
});
const keep = new Keep(storage());
const tabs = new Tabs();
const attention = new Attention({ clock, document });
const newId = () =>
  crypto.randomUUID?.() ??
  [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, "0"))
    .join("");
const lines = linesOf({ clock, chance: Math.random, location });
const layers = new Layers({ history });
addEventListener("popstate", ({ state }) => layers.went(state));
/** What lies over the page closes, and its entry in the history becomes the new place. */
const go = (route) => {
  if (layers.drop()) location.replace(hashOf(route));
  else location.hash = hashOf(route);
};
const complain = (refusal) => store.change({ notice: { text: refusal.message, at: clock.now() } });

const posts = new Posts({
  store,
  keep,
  clock,
  newId,
  tell: (id, frame) => conversations.tell(id, frame),
});
const conversations = new Conversations({
  store,
  posts,
  clock,
  api,
  complain,
  connect: lines.conversation,
  attention: (id) => ({
    ...attention.now,
    atEnd: attention.now.atEnd && id === currentId(store.state),
  }),
  signedOut: () => account.signedOut(),
});
const person = new PersonLine({
  store,
  connect: lines.person,
  gone: (id) => conversations.gone(id),
  back: (id) => conversations.again(id),
  signedOut: () => account.signedOut(),
  changed: () => location.reload(),
});
const account = new Account({ store, api, keep, tabs, clock, begin, end });
const actions = new Actions({ store, api, conversations, go });
const marked = (people) =>
  store.change({
    marks: {
      ...store.state.marks,
      ...Object.fromEntries(people.map((one) => [one.handle, { ...one, known: clock.now() }])),
    },
  });
const people = (part) =>
  new Directory(part, {
    store,
    clock,
    key: (one) => one.id,
    heard: marked,
    fetch: async (query, after) => {
      const { people: items, next } = await api.people(query, after);
      return { items, next };
    },
  });
const directories = {
  people: people("people"),
  admits: people("admits"),
  groups: new Directory("groups", {
    store,
    clock,
    key: (one) => one.id,
    fetch: async (query, after) => {
      const { groups: items, next } = await api.groups(query, after);
      return { items, next };
    },
  }),
  sessions: new Directory("sessions", {
    store,
    clock,
    key: (one) => one.id,
    fetch: async () => ({ items: (await api.sessions()).sessions }),
  }),
};

const view = pageView({
  store,
  account,
  conversations,
  posts,
  actions,
  directories,
  api,
  keep,
  clock,
  attention,
  layers,
  newId,
  go,
  complain,
  marked,
});
document.getElementById("page").replaceWith(view.el);

let drawing = false;
store.addEventListener("change", () => {
  if (drawing) return;
  drawing = true;
  // A hidden tab gets no animation frames, but its title must show the unread count.
  if (document.hidden) setTimeout(draw, 50);
  else requestAnimationFrame(draw);
});
function draw() {
  drawing = false;
  view.update(store.state);
}

function begin() {
  person.start();
  posts.restore().forEach((id) => conversations.open(id));
  visit();
}

/** Shows what the address names. */
function visit() {
  const { place, id, at } = store.state.route;
  conversations.enter(currentId(store.state));
  if (place === "conversation" && at !== null) conversations.openAt(id, at);
}

function end() {
  person.stop();
  conversations.closeAll();
  history.replaceState(null, "", "#/");
  store.change({ route: routeOf("") });
}

addEventListener("hashchange", () => {
  store.change({ route: routeOf(location.hash) });
  if (store.state.session.phase === "in") visit();
});
attention.addEventListener("change", () => conversations.updateFocus());
lines.ways.addEventListener("change", () => {
  store.change({ way: lines.ways.mode });
  conversations.thin();
});
const hurry = () => {
  person.hurry();
  conversations.hurry();
};
document.addEventListener("visibilitychange", () => !document.hidden && hurry());
addEventListener("offline", () => {
  store.change({ online: false });
  hurry();
});
addEventListener("online", () => {
  store.change({ online: true });
  lines.ways.hurry();
  hurry();
});

function storage() {
  try {
    return localStorage;
  } catch {
    return null; // Forbidden by the browser's settings: nothing survives a reload, all else works.
  }
}

draw();
account.ask();

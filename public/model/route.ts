// Addresses inside the page: `#/`, `#/c/ID`, `#/c/ID/SEQ` (a message), `#/people`, `#/groups`,
// `#/settings`. Any other means `#/`.

type Plain = "home" | "people" | "groups" | "settings";

/** Where the page is. `at` is the `seq` of the message that the address names, or null. */
export type Route =
  | { readonly place: "conversation"; readonly id: string; readonly at: number | null }
  | { readonly place: Plain; readonly id: null; readonly at: null };

/** Where to go: a route whose message may be left out. */
export type Going =
  | { readonly place: "conversation"; readonly id: string; readonly at?: number | null }
  | { readonly place: Plain };

const PLACES: Readonly<Record<string, Plain>> = {
  people: "people",
  groups: "groups",
  settings: "settings",
};
const MESSAGE = /^[1-9][0-9]{0,14}$/;

export function routeOf(hash: string): Route {
  const [, place = "", id = "", at, ...more] = hash.replace(/^#/, "").split("/");
  const isWhole = more.length === 0 && (at === undefined || MESSAGE.test(at));
  if (place === "c" && isWhole && /^[A-Za-z0-9.]{1,100}$/.test(id))
    return { place: "conversation", id, at: at === undefined ? null : Number(at) };
  const plain = Object.hasOwn(PLACES, place) ? PLACES[place] : undefined;
  return { place: plain ?? "home", id: null, at: null };
}

export function hashOf(route: Going): string {
  if (route.place === "home") return "#/";
  if (route.place !== "conversation") return `#/${route.place}`;
  return route.at == null ? `#/c/${route.id}` : `#/c/${route.id}/${route.at}`;
}

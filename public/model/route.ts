// Addresses inside the page: `#/`, `#/c/ID`, `#/c/ID/SEQ` (a message), `#/people`, `#/groups`,
// `#/settings`. Any other means `#/`.

const PLACES = new Set(["people", "groups", "settings"]);
const MESSAGE = /^[1-9][0-9]{0,14}$/;

export function routeOf(hash) {
  const [, place = "", id = "", at, ...more] = hash.replace(/^#/, "").split("/");
  const isWhole = more.length === 0 && (at === undefined || MESSAGE.test(at));
  if (place === "c" && isWhole && /^[A-Za-z0-9.]{1,100}$/.test(id))
    return { place: "conversation", id, at: at === undefined ? null : Number(at) };
  return { place: PLACES.has(place) ? place : "home", id: null, at: null };
}

export function hashOf({ place, id, at = null }) {
  if (place === "conversation") return at === null ? `#/c/${id}` : `#/c/${id}/${at}`;
  return place === "home" ? "#/" : `#/${place}`;
}

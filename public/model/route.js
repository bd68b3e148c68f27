// Addresses inside the page: `#/`, `#/c/ID`, `#/people`, `#/groups`, `#/settings`. Any other means
// `#/`.

const PLACES = new Set(["people", "groups", "settings"]);

export function routeOf(hash) {
  const [, place = "", id = "", ...more] = hash.replace(/^#/, "").split("/");
  if (place === "c" && more.length === 0 && /^[A-Za-z0-9.]{1,100}$/.test(id))
    return { place: "conversation", id };
  return { place: PLACES.has(place) ? place : "home", id: null };
}

export const hashOf = ({ place, id }) =>
  place === "conversation" ? `#/c/${id}` : place === "home" ? "#/" : `#/${place}`;

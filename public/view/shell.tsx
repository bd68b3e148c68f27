// The frame once signed in: brand, navigation, inbox, and the main view for the address. Does not
// know what the views show.

import type { FunctionComponent } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { Route } from "../model/route.ts";
import { words } from "../words/words.ts";
import { Banner } from "./banner.tsx";
import { ConversationPlace } from "./conversation/place.tsx";
import { Groups } from "./groups.tsx";
import { Home } from "./home.tsx";
import { Inbox } from "./inbox.tsx";
import { Notice } from "./notice.tsx";
import { People } from "./people.tsx";
import { useSearchKeys } from "./search/open.tsx";
import { Settings } from "./settings.tsx";
import { Icon, type IconName } from "./ui/icon.tsx";
import { useApp, useNarrow, useSelect } from "./use.ts";

type Place = Route["place"];

interface NavLink {
  place: Exclude<Place, "conversation">;
  href: string;
  icon: IconName;
}

const LINKS: readonly NavLink[] = [
  { place: "home", href: "#/", icon: "conversations" },
  { place: "people", href: "#/people", icon: "people" },
  { place: "groups", href: "#/groups", icon: "groups" },
  { place: "settings", href: "#/settings", icon: "settings" },
];
const VIEWS: Readonly<Record<Place, FunctionComponent>> = {
  home: Home,
  people: People,
  groups: Groups,
  settings: Settings,
  conversation: ConversationPlace,
};

export function Shell() {
  useSearchKeys(useApp());
  const place = useSelect((state) => state.route.place);
  // A narrow window shows the inbox in place of the home view.
  const isInboxMain = useNarrow() && place === "home";
  const inboxPlace = useRef<HTMLDivElement>(null);
  const mainPlace = useRef<HTMLElement>(null);
  const main = () => (isInboxMain ? inboxPlace : mainPlace).current;
  const before = useRef(place);
  useLayoutEffect(() => {
    const hasTurned = before.current !== place;
    before.current = place;
    // A conversation chooses itself what has the focus.
    if (hasTurned && place !== "conversation") main()?.focus({ preventScroll: true });
  });
  const View = VIEWS[place];
  return (
    <div class="shell" data-place={place}>
      <a
        href="#main"
        class="skip"
        onClick={(event) => {
          // The router owns the address, so the link must not change it.
          event.preventDefault();
          main()?.focus();
        }}
      >
        {words.shell.skip}
      </a>
      <Banner />
      <div class="side">
        <header class="brand">
          <img src="/favicon.svg" alt="" width={32} height={32} />
          <span class="brand-name">{words.shell.brand}</span>
        </header>
        <Nav place={place} />
        <div
          class="inbox-place"
          ref={inboxPlace}
          {...(isInboxMain && { role: "main" as const, id: "main", tabIndex: -1 })}
        >
          <Inbox isMain={isInboxMain} />
        </div>
      </div>
      {!isInboxMain && (
        <main class="main" id="main" tabIndex={-1} ref={mainPlace}>
          <View />
        </main>
      )}
      <Notice />
    </div>
  );
}

const Nav = ({ place }: { place: Place }) => (
  <nav class="nav" aria-label={words.shell.main}>
    {LINKS.map((link) => (
      <a
        key={link.place}
        href={link.href}
        class="nav-link"
        aria-current={isCurrent(link, place) ? "page" : undefined}
      >
        <Icon name={link.icon} />
        <span>{words.shell.nav[link.place]}</span>
      </a>
    ))}
  </nav>
);

const isCurrent = (link: NavLink, place: Place) =>
  link.place === place || (link.place === "home" && place === "conversation");

// The page's icons: 24 × 24, one stroke, in the colour of the text around them. Decoration only:
// labels are elsewhere.

const PATHS = {
  conversations: "M4 5h16v11H9l-5 4z",
  people:
    "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 20c.4-3.6 3-5.5 6.500-5.500s6.100 1.900 6.500 5.500M16 4.500a3.200 3.200 0 0 1 0 6.200M18 14.700c2 .7 3.200 2.500 3.500 5.300",
  groups: "M9.500 4l-2 16M16.500 4l-2 16M4.500 9h16M3.500 15h16",
  settings: "M4 7h9M19 7h1M4 17h1M11 17h9M16 4.500v5M8 14.500v5",
  back: "M15 5l-7 7 7 7",
  down: "M6 9l6 6 6-6",
  details: "M4 5h16v14H4zM14.500 5v14",
  close: "M6 6l12 12M18 6L6 18",
  send: "M12 19V5M6 11l6-6 6 6",
  plus: "M12 5v14M5 12h14",
  reply: "M10 8V4.500L3 11.500l7 7V15c5 0 8.500 1.500 11 5-1-6-4.500-11-11-12",
  forward: "M14 8V4.500l7 7-7 7V15c-5 0-8.500 1.500-11 5 1-6 4.500-11 11-12",
  edit: "M4 20l1-4.500L16 4.500l3.500 3.500L8.500 19zM14 6.500l3.500 3.500",
  copy: "M8.500 8.500h11v11h-11zM15.500 5h-11v11",
  link: "M10 14a4 4 0 0 0 6 .500l3-3a4 4 0 0 0-5.700-5.700l-1.300 1.300M14 10a4 4 0 0 0-6-.500l-3 3a4 4 0 0 0 5.700 5.700l1.300-1.300",
  trash: "M5 7h14M9.500 7V4.500h5V7M7 7l.800 12.500h8.400L17 7",
  more: "M5 11a1 1 0 1 0 0 2 1 1 0 0 0 0-2zM12 11a1 1 0 1 0 0 2 1 1 0 0 0 0-2zM19 11a1 1 0 1 0 0 2 1 1 0 0 0 0-2z",
  emoji:
    "M12 20.500a8.500 8.500 0 1 0 0-17 8.500 8.500 0 0 0 0 17zM8.500 14c1 1.500 2.200 2.200 3.500 2.200s2.500-.700 3.500-2.200M9 9.500h.01M15 9.500h.01",
  pin: "M9 4h6l-.500 6 3 3.500H6.500L9.500 10zM12 13.500V20",
  lock: "M6 11h12v9H6zM8.500 11V8a3.500 3.500 0 0 1 7 0v3",
  attach:
    "M19 11.500l-7.500 7.500a4.600 4.600 0 0 1-6.500-6.500l8-8a3.100 3.100 0 0 1 4.400 4.400l-8 8a1.500 1.500 0 0 1-2.200-2.200l7-7",
  file: "M6 3.500h8l4.500 4.500v12.500H6zM13.500 4v4.500h4.500",
  download: "M12 4v11M7 11l5 5 5-5M5 20h14",
  microphone:
    "M12 14.500a3 3 0 0 0 3-3v-5a3 3 0 0 0-6 0v5a3 3 0 0 0 3 3zM6 11.500a6 6 0 0 0 12 0M12 17.500V21",
  play: "M8 5l11 7-11 7z",
  pause: "M9 5v14M15 5v14",
  left: "M15 5l-7 7 7 7",
  right: "M9 5l7 7-7 7",
  search: "M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM16 16l4.500 4.500",
};

export type IconName = keyof typeof PATHS;

export const Icon = ({ name }: { name: IconName }) => (
  <svg viewBox="0 0 24 24" class="icon" aria-hidden="true" focusable="false">
    <path d={PATHS[name]} />
  </svg>
);

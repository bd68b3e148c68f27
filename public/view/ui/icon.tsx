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
  lock: "M6 11h12v9H6zM8.500 11V8a3.500 3.500 0 0 1 7 0v3",
  search: "M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM16 16l4.500 4.500",
};

export type IconName = keyof typeof PATHS;

export const Icon = ({ name }: { name: IconName }) => (
  <svg viewBox="0 0 24 24" class="icon" aria-hidden="true" focusable="false">
    <path d={PATHS[name]} />
  </svg>
);

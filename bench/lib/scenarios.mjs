// The scenarios over WebSockets, each with its number of clients. `shown` lists the figures in the
// table.
/** The servers that take part unless a scenario names its own. */
export const COMPARED = ["dormouse", "floor", "even floor", "ws", "ws+SQLite", "Socket.IO"];
/** The servers that a cold process of workerd is compared with. */
const ON_WORKERD = ["dormouse", "floor", "even floor"];

/**
 * Seconds before each message of a quiet chat. Longer than any effect of a message: all threads
 * sleep again, and other programs have used the caches. Short enough for a p99: three seconds give
 * some 250 messages, and V8 compiles the code well only after thousands.
 */
const REST = 0.01;

const flood = (senders, in_flight) => ({
  name: "flood",
  senders,
  in_flight,
  warm_up: 1,
  seconds: 3,
});

export const SCENARIOS = {
  // Two clients: one posts, the other answers.
  pingpong: {
    groups: 1,
    clients: 2,
    scenario: { name: "pingpong", seconds: 2 },
    shown: ["round_p50_ms", "round_p99_ms", "server_us_per_round"],
  },
  // A hundred clients, one message at a time, until the last has it.
  fanout: {
    groups: 1,
    clients: 100,
    scenario: { name: "fanout", seconds: 3 },
    shown: ["to_last_p50_ms", "to_last_p99_ms", "server_us_per_message"],
  },
  // A hundred clients; ten of them keep four messages under way each.
  saturate: {
    groups: 1,
    clients: 100,
    scenario: flood(10, 4),
    shown: [
      "deliveries_per_s",
      "delivery_p99_ms",
      "server_us_per_delivery",
      "load_us_per_delivery",
    ],
  },
  // Twenty groups of ten; in each, one client keeps two messages under way.
  groups: {
    groups: 20,
    clients: 10,
    scenario: flood(1, 2),
    shown: [
      "deliveries_per_s",
      "delivery_p99_ms",
      "server_us_per_delivery",
      "load_us_per_delivery",
    ],
  },
  // The first two again without any warm-up: a quiet chat's messages, in new processes, from the
  // first.
  "cold-pingpong": {
    fresh: true,
    groups: 1,
    clients: 2,
    scenario: { name: "pingpong", seconds: 3, rest: REST },
    only: ON_WORKERD,
    shown: ["round_p50_ms", "round_p99_ms", "first_round_ms", "server_us_per_round"],
  },
  "cold-fanout": {
    fresh: true,
    groups: 1,
    clients: 100,
    scenario: { name: "fanout", seconds: 3, rest: REST },
    only: ON_WORKERD,
    shown: ["to_last_p50_ms", "to_last_p99_ms", "first_to_last_ms", "server_us_per_message"],
  },
  // A thousand silent sockets. Each time in new processes, because one that was busy has spare
  // memory.
  idle: {
    fresh: true,
    groups: 1,
    clients: 1_000,
    scenario: { name: "idle", at_once: 16, settle: 3 },
    only: [...COMPARED, "floor+D1"],
    shown: ["connects_per_s", "server_us_per_connect", "kib_per_socket"],
  },
  // A thousand clients return at once, 200 messages behind. Only Dormouse can resume.
  resume: {
    groups: 1,
    clients: 1_000,
    scenario: { name: "resume", behind: 200, at_once: 32 },
    only: ["dormouse"],
    shown: ["all_live_s"],
  },
};

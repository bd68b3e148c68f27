// What is played over WebSockets, with how many; `shown` is what the table shows, and whether more or less of it is better.
/** Everyone who takes part where nothing else is said. */
export const COMPARED = ["dormouse", "floor", "even floor", "ws", "ws+SQLite", "Socket.IO"];
/** Whom a cold process of workerd is compared with. */
const ON_WORKERD = ["dormouse", "floor", "even floor"];

/**
 * Seconds before each message of a quiet chat. Longer than anything a message leaves behind: all
 * threads sleep again, and other programs have had the caches. Short enough for a p99: in three
 * seconds some 250 of them, and it takes thousands until V8 has compiled the code well.
 */
const REST = 0.01;

const flood = (senders, in_flight) => ({ name: "flood", senders, in_flight, warm_up: 1, seconds: 3 });

export const SCENARIOS = {
  // Two clients: one speaks, the other answers.
  pingpong: {
    rooms: 1, clients: 2, scenario: { name: "pingpong", seconds: 2 },
    shown: ["round_p50_ms", "round_p99_ms", "server_us_per_round"],
  },
  // A hundred clients, one message at a time, until the last has it.
  fanout: {
    rooms: 1, clients: 100, scenario: { name: "fanout", seconds: 3 },
    shown: ["to_last_p50_ms", "to_last_p99_ms", "server_us_per_message"],
  },
  // A hundred clients, ten of which keep four messages under way each.
  saturate: {
    rooms: 1, clients: 100, scenario: flood(10, 4),
    shown: ["deliveries_per_s", "delivery_p99_ms", "server_us_per_delivery", "load_us_per_delivery"],
  },
  // Twenty rooms of ten, in each of which one keeps two messages under way.
  rooms: {
    rooms: 20, clients: 10, scenario: flood(1, 2),
    shown: ["deliveries_per_s", "delivery_p99_ms", "server_us_per_delivery", "load_us_per_delivery"],
  },
  // The same two with nothing warm: a quiet chat's messages, in new processes, from the first.
  "cold-pingpong": {
    fresh: true,
    rooms: 1, clients: 2, scenario: { name: "pingpong", seconds: 3, rest: REST }, only: ON_WORKERD,
    shown: ["round_p50_ms", "round_p99_ms", "first_round_ms", "server_us_per_round"],
  },
  "cold-fanout": {
    fresh: true,
    rooms: 1, clients: 100, scenario: { name: "fanout", seconds: 3, rest: REST }, only: ON_WORKERD,
    shown: ["to_last_p50_ms", "to_last_p99_ms", "first_to_last_ms", "server_us_per_message"],
  },
  // A thousand sockets that say nothing. In new processes each time: one that has been busy has memory to spare.
  idle: {
    fresh: true,
    rooms: 1, clients: 1_000, scenario: { name: "idle", at_once: 16, settle: 3 },
    only: [...COMPARED, "floor+D1"],
    shown: ["connects_per_s", "server_us_per_connect", "kib_per_socket"],
  },
  // A thousand come back at once, 200 messages behind. Nobody else has anything to come back to.
  resume: {
    rooms: 1, clients: 1_000, scenario: { name: "resume", behind: 200, at_once: 32 },
    only: ["dormouse"], shown: ["all_live_s"],
  },
};

//! Every number of the chat, with its unit and its reason. Sizes are checked at the door.

use super::Millis;

/// Bytes of one frame or request body that a client sends. A message of 8,000 four-byte characters in JSON is 32 KB; twice that is ample.
pub const FRAME_BYTES: usize = 64 * 1024;
/// Bytes of one frame that the server sends, and of a page over HTTP. The smallest limit that common
/// client libraries have by themselves is 1 MiB.
pub const SENT_BYTES: usize = 256 * 1024;
/// Code points of a message (Unicode scalar values).
pub const BODY_CHARS: usize = 8_000;
/// Characters of a group's name, as people see them (grapheme clusters, UAX 29).
pub const TITLE_CHARS: usize = 80;
/// Characters of a group's topic, as people see them.
pub const TOPIC_CHARS: usize = 250;
/// Characters of an inbox preview, as people see them.
pub const PREVIEW_CHARS: usize = 120;
/// Code points for each of those characters, on average. The longest emoji that Unicode recommends
/// has 10 (UTS 51: a kiss with two skin tones), so any 80 emoji are a name. It bounds what marks
/// piled on one letter make of it: a name has at most 800 code points, or 3.2 KB.
pub const CHARACTER_POINTS: usize = 10;
/// Members of one group. All are held in memory: 5,000 × ~300 bytes is 1.5 MB of an object's 128.
pub const GROUP_MEMBERS: usize = 5_000;
/// Members named in a `welcome`; beyond it a client pages. Everyone who opens is sent them: as much again as the latest page.
pub const WELCOME_MEMBERS: usize = 50;
/// Sockets and streams on one conversation that one person may have: ten tabs on three devices, and some.
pub const SOCKETS_PER_MEMBER: usize = 40;

/// Sockets of one object. The platform ends at 32,768, and not gently.
pub const SOCKETS_MAX: usize = 32_000;

/// Events in a `welcome` without a cursor, and in a history page that names no limit.
pub const PAGE_EVENTS: u32 = 50;
/// Events in one page at most, and in one frame of a resume.
pub const PAGE_EVENTS_MAX: u32 = 100;
/// Missed events after which a resume becomes a reset.
pub const RESUME_EVENTS_MAX: u64 = 10_000;

/// Bytes of frames after which a client should say `ack`.
pub const ACK_AFTER_BYTES: u32 = 1024 * 1024;
/// Bytes un-acked at which the server stops sending to a socket: four times the asking,
/// so that a healthy reader never meets it and a stalled one costs at most this much memory.
pub const WINDOW_BYTES: u64 = 4 * ACK_AFTER_BYTES as u64;
/// Bytes un-acked on all sockets of one member together: forty that do not read cost no more than
/// two.
pub const WINDOWS_BYTES: u64 = 2 * WINDOW_BYTES;
/// How long a socket may lag before it is closed, in ms.
pub const LAG_MAX: Millis = 60_000;

/// A socket unheard for longer than this is a ghost, in ms. Pages ping every 25 s, and a browser lets
/// a hidden page's timers run once a minute, so 60 s of silence are normal.
pub const LEASE: Millis = 75_000;
/// How often a conversation with two or more people in it looks for ghosts, in ms, while somebody looks at it: with the
/// lease, a ghost is gone within 115 s.
pub const SWEEP: Millis = 40_000;
/// How seldom, at last, when nobody looks and nothing happens: two tabs left open cost four requests an hour.
pub const SWEEP_IDLE: Millis = 15 * 60_000;

/// Refusals after which a socket is closed with 4008: so many at once, or one per second for longer.
pub const FLOOD_REFUSALS: f64 = 100.0;

/// Calls to other objects in one event: a Worker on the free plan may make 50.
pub const CALLS_PER_EVENT: usize = 40;
/// How long a call may stay unanswered before it is made again, in ms. Twice is harmless; never is not.
pub const CALL_MAX: Millis = 8_000;
/// First wait before an unanswered call is repeated, in ms; it doubles up to `RETRY_MAX`.
pub const RETRY_MIN: Millis = 1_000;
/// Longest wait before a call is repeated, in ms: short enough that all is right 10 s after healing.
pub const RETRY_MAX: Millis = 8_000;
/// Longest wait once it is an outage, in ms.
pub const RETRY_OUTAGE: Millis = 15 * 60_000;
/// Waits between nudges about one busy conversation to one member who is not looking, in ms;
/// from the last on it stays. Reading starts them anew.
pub const NUDGE_GAPS: [Millis; 6] = [2_000, 4_000, 8_000, 16_000, 32_000, 60_000];

/// After so long without a word from the runtime that was asked to look round, in ms, nobody waits for it any more. It comes back
/// within milliseconds, or as late as everything else does: this is for one that never does.
pub const YIELD_MAX: Millis = 1_000;
/// Turns of its event loop that the runtime looks round for more, at most: one for each post that left with the last ones.
/// Measured with a bare room of 100 sockets: one look catches 5 times the throughput of sending each message by itself, three
/// 8, five 10.
pub const YIELDS_MAX: usize = 5;

/// Sockets from which looking round is worth its while: to fewer, a look costs as much as the frames it could save.
pub const YIELD_SOCKETS: usize = 3;

/// A session ends after so long without use, in ms: 90 days.
pub const SESSION_LIFE: Millis = 90 * 24 * 60 * 60 * 1_000;
/// How often D1 is asked whether the sessions of a person's open sockets are still good, in ms. It
/// is also how long such a socket may outlive its session. A person who is connected all day costs
/// 24 alarms and 24 rows for setting them, and in D1 24 queries and 24 rows for each session.
pub const SESSION_CHECK: Millis = 60 * 60 * 1_000;
/// How long a person's object remembers that a session is over, in ms: longer than a conversation could take to make
/// itself known to it, because one that does may have sockets of that session.
pub const ENDED_KEPT: Millis = 86_400_000;
/// Ended sessions named in one call to a conversation: as many as a person may have at once.
pub const ENDED_PER_CALL: usize = 100;
/// How long an opening may take from the Worker to its object, in ms, and then some. A session that
/// ended meanwhile was still good when the Worker looked.
pub const OPENING_MAX: Millis = 120_000;

/// Conversations in an inbox snapshot.
pub const INBOX_ENTRIES: u32 = 500;

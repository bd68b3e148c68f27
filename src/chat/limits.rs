//! The limits of the chat, each with its unit and its reason. Sizes are checked where data comes
//! in.

use super::Millis;

/// Bytes of one frame or request body from a client. A message of 8,000 four-byte characters is 32
/// KB in JSON; this is twice as much.
pub const FRAME_BYTES: usize = 64 * 1024;
/// Bytes of one frame that the server sends, and of a page over HTTP. The smallest default limit of
/// common client libraries is 1 MiB.
pub const SENT_BYTES: usize = 256 * 1024;
/// Code points of a message (Unicode scalar values).
pub const BODY_CHARS: usize = 8_000;
/// Characters of a display name, as people see them.
pub const NAME_CHARS: usize = 64;
/// Bytes of a display name: as many as 64 characters of four bytes have.
pub const NAME_BYTES: usize = 256;
/// Combining marks in a row in a display name. The scripts that stack most need three.
pub const NAME_MARKS: usize = 4;
/// How often a person may change their profile in the long run, in ms. Each change costs a call and
/// two or three rows for each of their conversations.
pub const CHANGE_EVERY: Millis = 60 * 60_000;
/// Changes of a profile at once.
pub const CHANGES_AT_ONCE: u64 = 5;
/// Bytes of the profiles beside events, in a frame or a page. This is enough for 120 people with
/// the longest names.
pub const PROFILES_BYTES: usize = 48 * 1024;
/// Bytes of the events in a frame or a page. The profiles beside them take the rest.
pub const EVENTS_BYTES: usize = SENT_BYTES - PROFILES_BYTES;
/// Characters of a group's name, as people see them (grapheme clusters, UAX 29).
pub const TITLE_CHARS: usize = 80;
/// Characters of a group's topic, as people see them.
pub const TOPIC_CHARS: usize = 250;
/// Characters of an inbox preview, as people see them.
pub const PREVIEW_CHARS: usize = 120;
/// How deep quotes nest in a message. Deeper ones are shown as text: a phone has no room for them,
/// and the parser calls itself once for each.
pub const MARKUP_QUOTES: usize = 4;
/// How deep lists nest in a message. Deeper items stand at the last level.
pub const MARKUP_LISTS: usize = 4;
/// Code points for each of those characters, on average. The longest emoji that Unicode recommends
/// has 10 (UTS 51: a kiss with two skin tones), so any 80 emoji are a valid name. Many marks can
/// stand on one letter, so this also limits the bytes: a name has at most 800 code points, or 3.2
/// KB.
pub const CHARACTER_POINTS: usize = 10;
/// Different emoji with which one person may react to a message.
pub const REACTIONS_OF_ONE: usize = 20;
/// Different emoji on one message. With five people each, they take at most 20 KB in JSON.
pub const REACTIONS: usize = 50;
/// People whom a reaction names.
pub const REACTION_PEOPLE: usize = 5;
/// People whom a message may mention by handle. All further handles are plain text.
pub const MENTIONS: usize = 50;
/// People whom `@here` mentions. If more are here, it mentions everyone.
pub const MENTIONS_HERE: usize = 100;
/// Members from which on `@everyone` and `@here` need an admin.
pub const MENTION_ALL_MEMBERS: usize = 20;
/// Pinned messages of one conversation. The list shows the beginning of each. With five KB for each
/// it fits into one answer, see [`SENT_BYTES`].
pub const PINS: usize = 50;
/// Unread mentions that are counted for one person.
pub const MENTIONS_COUNTED: usize = 100;
/// Members of one group. The object holds all of them in memory: 5,000 × ~300 bytes is 1.5 MB of
/// its 128 MB.
pub const GROUP_MEMBERS: usize = 5_000;
/// Members in a `welcome`; a client pages through the others. Every opening sends them, and they
/// cost about as much as the latest page.
pub const WELCOME_MEMBERS: usize = 50;
/// Sockets and streams that one person may have on one conversation, and on their inbox: ten tabs
/// on three devices, and some more.
pub const SOCKETS_PER_MEMBER: usize = 40;

/// Sockets of one object. This is below the hard limit of the platform, which is 32,768.
pub const SOCKETS_MAX: usize = 32_000;

/// Messages in the page that opens a conversation, and in a page over HTTP that names no limit.
pub const PAGE_EVENTS: u32 = 50;
/// The largest limit of a page over HTTP, and the most events in one frame of a replay.
pub const PAGE_EVENTS_MAX: u32 = 100;
/// Missed events after which a resume becomes a reset.
pub const RESUME_EVENTS_MAX: u64 = 10_000;

/// Bytes of frames after which a client should send `ack`.
pub const ACK_AFTER_BYTES: u32 = 1024 * 1024;
/// Unacknowledged bytes at which the server stops sending to a socket. This is four times
/// [`ACK_AFTER_BYTES`], so a healthy reader never gets there. A stalled reader costs at most this
/// much memory.
pub const WINDOW_BYTES: u64 = 4 * ACK_AFTER_BYTES as u64;
/// Unacknowledged bytes on all sockets of one member together. Forty stalled sockets cost no more
/// than two.
pub const WINDOWS_BYTES: u64 = 2 * WINDOW_BYTES;
/// How long a socket may lag before it is closed, in ms.
pub const LAG_MAX: Millis = 60_000;

/// A socket that is silent for longer than this is stale, in ms. Pages ping every 25 s. A browser
/// runs the timers of a hidden page once a minute, so 60 s of silence are normal.
pub const LEASE: Millis = 75_000;
/// How often a conversation checks for stale sockets, in ms. It does so while two or more people
/// are here and one of them is focused. Together with the lease, a stale socket is closed within
/// 115 s.
pub const SWEEP: Millis = 40_000;
/// The longest wait before it checks again, in ms, when nobody is focused and nothing happens. Two
/// tabs that are left open cost four requests an hour.
pub const SWEEP_IDLE: Millis = 15 * 60_000;

/// Refusals after which a socket is closed with 4008: this many at once, or more than one per
/// second for longer.
pub const FLOOD_REFUSALS: f64 = 100.0;

/// Calls to other objects in one event. A Worker on the free plan may make 50.
pub const CALLS_PER_EVENT: usize = 40;
/// How long a call may stay unanswered before it is repeated, in ms. A repeated call does no harm,
/// but a lost call would.
pub const CALL_MAX: Millis = 8_000;
/// The first wait before an unanswered call is repeated, in ms. It doubles up to [`RETRY_MAX`].
pub const RETRY_MIN: Millis = 1_000;
/// The longest wait before a call is repeated, in ms. Every call arrives within 10 s after a short
/// fault ends.
pub const RETRY_MAX: Millis = 8_000;
/// The longest wait during an outage, in ms.
pub const RETRY_OUTAGE: Millis = 15 * 60_000;
/// Waits between two nudges, in ms. A nudge is a summary about new messages for one member who has
/// not focused the conversation. After the last of these waits, all are as long as that. They start
/// again when the member reads.
pub const NUDGE_GAPS: [Millis; 6] = [2_000, 4_000, 8_000, 16_000, 32_000, 60_000];

/// How long a post waits for the event loop to turn, in ms. A turn takes milliseconds, so this
/// limit matters only if the turn never comes. A batch also counts as recent for so long.
pub const YIELD_MAX: Millis = 1_000;
/// The most turns of the event loop that a post waits for others. It waits one turn for each post
/// of the last batch. Measured with 100 sockets: one turn gave 5 times the throughput of sending
/// each message by itself, three turns gave 8 times, five gave 10 times.
pub const YIELDS_MAX: usize = 5;

/// The fewest sockets for which a post waits for others. With fewer, a turn costs as much as the
/// frames that it could save.
pub const YIELD_SOCKETS: usize = 3;

/// A session that is not used for this long ends, in ms: 90 days.
pub const SESSION_LIFE: Millis = 90 * 24 * 60 * 60 * 1_000;
/// How often D1 is asked whether the sessions of a person's open sockets are still good, in ms.
/// Such a socket may outlive its session for this long. A person who is connected all day costs 24
/// alarms and 24 rows for setting them. In D1 they cost 24 queries, and 24 rows for each session.
pub const SESSION_CHECK: Millis = 60 * 60 * 1_000;
/// How long a person's object remembers that a session is over, in ms. A conversation that the
/// object does not know yet may have sockets of that session. This is longer than such a
/// conversation can stay unknown.
pub const ENDED_KEPT: Millis = 86_400_000;
/// Ended sessions in one call to a conversation: as many as a person may have at once.
pub const ENDED_PER_CALL: usize = 100;
/// The longest time that an opening takes from the Worker to its object, in ms, with a margin. A
/// session that ended in that time was still good when the Worker checked it.
pub const OPENING_MAX: Millis = 120_000;

/// Conversations in an inbox snapshot: the latest ones.
pub const INBOX_ENTRIES: u32 = 500;

/// Bytes of one chunk of a file, except its last one. Cloudflare accepts bodies of 100 MB. A chunk
/// that is cut off is sent again, so it is small enough for a slow connection.
pub const CHUNK_BYTES: u64 = 5 * 1024 * 1024;
/// How long one chunk may take, in ms. With 140 kbit/s it arrives in time.
pub const CHUNK_MAX: Millis = 5 * 60_000;
/// Files in one message, without their previews.
pub const FILES_MAX: usize = 10;
/// Previews of one file: one for the timeline and one for the viewer.
pub const PREVIEWS_MAX: usize = 2;
/// Code points of a file's name. Common file systems allow 255 bytes or characters.
pub const FILE_NAME_CHARS: usize = 255;
/// Code points of a file's description. Ten of them and the message still fit into one frame.
pub const ALT_CHARS: usize = 1_000;
/// How long a file may stay in no message, in ms: a day. A draft with its files is then a day old.
pub const UPLOAD_KEPT: Millis = 24 * 60 * 60 * 1_000;
/// Files that one object deletes at a time. Each is a call.
pub const DELETIONS_PER_EVENT: u32 = 20;
/// Code points of a search.
pub const SEARCH_CHARS: usize = 200;
/// Results in one page of a search in one conversation.
pub const SEARCH_RESULTS: usize = 20;
/// Results of one conversation in a search over all of them. 40 conversations with so many results
/// of 240 characters are about 150 KB.
pub const SEARCH_RESULTS_EACH: usize = 8;
/// Conversations that one request of a search over all of them asks. A Worker on the free plan may
/// make 50 calls, and needs some for the session.
pub const SEARCH_CONVERSATIONS: usize = 40;
/// Messages that one search reads at most, because the index may propose some that do not fit. The
/// next page goes on behind them.
pub const SEARCH_READS: usize = 400;
/// Searches over all conversations for one person: this many at once …
pub const SEARCHES_BURST: f64 = 60.0;
/// … and this many in an hour. Each makes up to 40 calls.
pub const SEARCHES_PER_HOUR: f64 = 300.0;

/// Messages that are not in the index yet before the alarm brings them there. A search brings them
/// there, too, so a quiet conversation needs no alarm.
pub const INDEX_AFTER: u64 = 64;
/// How long the alarm waits then, in ms. More messages come meanwhile, and share its cost.
pub const INDEX_WAIT: Millis = 15 * 60_000;
/// Messages that are not in the index yet at which the alarm waits no longer: a little less than
/// [`INDEX_FIRST`], so that a search rarely lacks any.
pub const INDEX_SOON: u64 = 800;
/// How long it waits before the next batch, in ms.
pub const INDEX_NEXT: Millis = 1_000;
/// Messages in one batch. It takes about 10 ms, during which no message is delivered.
pub const INDEX_BATCH: usize = 200;
/// Messages that one search brings into the index first.
pub const INDEX_FIRST: usize = 1_000;
/// Older messages that come into the index of one conversation in a day, newest first. Each is a
/// written row, of which the free plan has 100,000 a day for all.
pub const INDEX_OLDER_A_DAY: u64 = 10_000;
/// Bytes of tokens in one statement. SQLite there takes texts up to 2 MB.
pub const INDEX_BYTES: usize = 500_000;

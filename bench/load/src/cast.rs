//! What is to be played, against which server, and by whom.

use serde::Deserialize;

/// One run.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Job {
    pub server: Server,
    #[serde(default)]
    pub seats: Vec<Seat>,
    pub scenario: Scenario,
}

/// Who is measured.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Server {
    pub dialect: DialectName,
    /// `host:port`, plain TCP.
    pub address: String,
    /// The process whose CPU time and memory are the server's.
    pub pid: u32,
}

/// How a server is spoken to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DialectName {
    /// The text itself, both ways: the floor and the two `ws` servers.
    Bare,
    SocketIo,
    Dormouse,
}

/// One client: where it connects, and in which conversation it then is.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seat {
    pub path: String,
    #[serde(default)]
    pub headers: Vec<(String, String)>,
    /// Clients with the same number hear each other.
    pub room: usize,
}

/// Times in seconds.
#[derive(Debug, Clone, Deserialize)]
#[serde(tag = "name", rename_all = "snake_case", deny_unknown_fields)]
pub enum Scenario {
    /// Two clients: one speaks, the other answers, and so on. With a rest before each round it
    /// counts from the first.
    Pingpong { seconds: f64, rest: Option<f64> },
    /// One message at a time to everyone; the next when the last has it. With a rest before each it
    /// counts from the first.
    Fanout { seconds: f64, rest: Option<f64> },
    /// In each room so many clients each keep so many messages under way.
    Flood {
        senders: usize,
        in_flight: usize,
        warm_up: f64,
        seconds: f64,
    },
    /// Everyone connects and says nothing; then one speaks, to show that all are there.
    Idle { at_once: usize, settle: f64 },
    /// Everyone is cut off, so many messages are posted, everyone comes back at once with a cursor.
    Resume { behind: usize, at_once: usize },
    /// Posts so many messages as fast as they are taken.
    Fill { messages: usize, in_flight: usize },
    /// Asks for each path, one after another, in the name of each token in turn (one person may not ask so much); figures for
    /// each label.
    Gets {
        paths: Vec<(String, Vec<String>)>,
        tokens: Vec<String>,
    },
    /// So many threads post these bodies, each in turn, for so long.
    Posts {
        path: String,
        bodies: Vec<String>,
        threads: usize,
        seconds: f64,
    },
}

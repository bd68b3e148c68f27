//! A job: the scenario, the server and the clients.

use serde::Deserialize;

/// One run.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Job {
    pub server: Server,
    #[serde(default)]
    pub endpoints: Vec<Endpoint>,
    pub scenario: Scenario,
}

/// The measured server.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Server {
    pub dialect: DialectName,
    /// `host:port`, plain TCP.
    pub address: String,
    /// The process whose CPU time and memory are measured.
    pub pid: u32,
}

/// The protocol of a server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DialectName {
    /// Only the text, in both directions: the floor and the two `ws` servers.
    Bare,
    SocketIo,
    Dormouse,
}

/// One client's endpoint, and the conversation it leads to.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Endpoint {
    pub path: String,
    #[serde(default)]
    pub headers: Vec<(String, String)>,
    /// Clients with the same number get each other's messages.
    pub group: usize,
}

/// A scenario. Times are in seconds.
#[derive(Debug, Clone, Deserialize)]
#[serde(tag = "name", rename_all = "snake_case", deny_unknown_fields)]
pub enum Scenario {
    /// Two clients: one posts, the other answers, and so on. With a rest before each round it
    /// counts from the first round.
    Pingpong { seconds: f64, rest: Option<f64> },
    /// One message at a time to everyone; the next follows when the last client has it. With a rest
    /// before each message it counts from the first.
    Fanout { seconds: f64, rest: Option<f64> },
    /// In each conversation this many clients each keep this many messages under way.
    Flood {
        senders: usize,
        in_flight: usize,
        warm_up: f64,
        seconds: f64,
    },
    /// Everyone connects and stays silent. In the end one client posts, to show that all are there.
    Idle { at_once: usize, settle: f64 },
    /// Everyone is cut off, this many messages are posted, and everyone returns at once with a
    /// cursor.
    Resume { behind: usize, at_once: usize },
    /// Posts this many messages as fast as the server takes them.
    Fill { messages: usize, in_flight: usize },
    /// Gets each path, one after another, with each token in turn, because one person's rate is
    /// limited. Reports figures for each label.
    Gets {
        paths: Vec<(String, Vec<String>)>,
        tokens: Vec<String>,
    },
    /// This many threads post these bodies in turn, for this time.
    Posts {
        path: String,
        bodies: Vec<String>,
        threads: usize,
        seconds: f64,
    },
}

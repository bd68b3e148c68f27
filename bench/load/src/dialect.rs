//! The three protocols: how a message is sent, and what a frame means.

use std::borrow::Cow;

use serde::Deserialize;

use crate::Outcome;
use crate::cast::DialectName;

/// One meaning of a frame for a client.
pub enum Said<'a> {
    /// A message's text, with its number if the server numbers messages.
    Message(&'a str, Option<u64>),
    /// From now on every message arrives.
    Ready { head: u64 },
    /// The conversation's epoch, for resuming.
    Epoch(&'a str),
    /// A frame that must be answered at once with this text.
    Answer(&'static str),
}

/// A Dormouse frame, flat, because an enum tagged inside would be parsed twice.
#[derive(Deserialize)]
struct Frame<'a> {
    #[serde(rename = "type")]
    kind: &'a str,
    #[serde(default, borrow)]
    events: Vec<Event<'a>>,
    head: Option<u64>,
    #[serde(default, borrow)]
    conversation: Option<About<'a>>,
    #[serde(borrow)]
    message: Option<Cow<'a, str>>,
}

#[derive(Deserialize)]
struct Event<'a> {
    seq: u64,
    body: Option<&'a str>,
}

#[derive(Deserialize)]
struct About<'a> {
    epoch: &'a str,
}

impl DialectName {
    /// Whether a new connection gets every message at once, without a frame that says so.
    pub fn is_ready_at_once(self) -> bool {
        self == Self::Bare
    }

    /// Whether the server expects acknowledgements.
    pub fn acks(self) -> bool {
        self == Self::Dormouse
    }

    /// The frame that posts a text. `id` is the sender's own id for it.
    pub fn post(self, id: &str, text: &str) -> String {
        match self {
            Self::Bare => text.to_owned(),
            Self::SocketIo => format!(r#"42["chat","{text}"]"#),
            Self::Dormouse => format!(r#"{{"type":"post","client_id":"{id}","body":"{text}"}}"#),
        }
    }

    /// Passes on every meaning of a frame.
    ///
    /// # Errors
    /// The server refuses, or the frame is invalid.
    pub fn hear<'a>(self, frame: &'a str, mut say: impl FnMut(Said<'a>)) -> Outcome<()> {
        match self {
            Self::Bare => say(Said::Message(frame, None)),
            Self::SocketIo => hear_socket_io(frame, &mut say),
            Self::Dormouse => return hear_dormouse(frame, &mut say),
        }
        Ok(())
    }
}

fn hear_socket_io<'a>(frame: &'a str, say: &mut impl FnMut(Said<'a>)) {
    // Engine.IO: 0 open, 2 ping; Socket.IO inside of 4: 40 connected, 42 an event.
    if let Some(event) = frame.strip_prefix(r#"42["chat",""#) {
        say(Said::Message(event.trim_end_matches("\"]"), None));
    } else if frame.starts_with("40") {
        say(Said::Ready { head: 0 });
    } else if frame.starts_with('0') {
        say(Said::Answer("40"));
    } else if frame == "2" {
        say(Said::Answer("3"));
    }
}

fn hear_dormouse<'a>(text: &'a str, say: &mut impl FnMut(Said<'a>)) -> Outcome<()> {
    if text == "pong" {
        return Ok(());
    }
    let frame: Frame = serde_json::from_str(text)?;
    match frame.kind {
        "events" => {
            for event in frame.events {
                say(Said::Message(
                    event.body.unwrap_or_default(),
                    Some(event.seq),
                ));
            }
        }
        "live" => say(Said::Ready {
            head: frame.head.unwrap_or(0),
        }),
        "welcome" => {
            if let Some(about) = frame.conversation {
                say(Said::Epoch(about.epoch));
            }
        }
        "error" => return Err(format!("refused: {}", frame.message.unwrap_or_default()).into()),
        "reset" | "lagging" => return Err(format!("the server said {text}").into()),
        _ => {}
    }
    Ok(())
}

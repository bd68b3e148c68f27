//! Who said what in which order, and whether everyone heard it so.

use std::time::{SystemTime, UNIX_EPOCH};

use crate::Outcome;

/// One message of this run: its sender's number, and how many they had sent before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    pub sender: usize,
    pub nth: usize,
    /// When it was sent, in ns since the run began.
    pub sent: u64,
}

/// The first client to hear something settles its place; every other must hear the same there.
pub struct Ledger {
    run: String,
    rooms: Vec<Vec<(usize, usize)>>,
    sent: Vec<usize>,
}

/// Characters of every message: a line of chat.
const TEXT_CHARS: usize = 64;

impl Ledger {
    pub fn new(rooms: usize, lines: usize) -> Self {
        let run = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .map_or(0, |since| since.as_micros());
        Self {
            run: format!("{run:x}"),
            rooms: vec![Vec::new(); rooms],
            sent: vec![0; lines],
        }
    }

    /// The next message of a sender: a name for it, and its text.
    pub fn next(&mut self, sender: usize, now: u64) -> (String, String) {
        let nth = self.sent[sender];
        self.sent[sender] += 1;
        let run = &self.run;
        let mut text = format!("{run}:{sender}:{nth}:{now}:");
        text.extend(std::iter::repeat_n('x', TEXT_CHARS.saturating_sub(text.len())));
        (format!("{run}.{sender}.{nth}"), text)
    }

    /// Reads a text; nothing when it is not of this run.
    pub fn read(&self, text: &str) -> Option<Entry> {
        let mut parts = text.strip_prefix(&self.run)?.strip_prefix(':')?.split(':');
        let mut part = || parts.next()?.parse::<u64>().ok();
        let (sender, nth, sent) = (part()?, part()?, part()?);
        Some(Entry {
            sender: usize::try_from(sender).ok()?,
            nth: usize::try_from(nth).ok()?,
            sent,
        })
    }

    /// A client heard an entry as its `at`-th of the room.
    ///
    /// # Errors
    /// It is not what others heard there, or not the sender's next.
    pub fn heard(&mut self, room: usize, at: usize, entry: Entry) -> Outcome<()> {
        let order = &mut self.rooms[room];
        let this = (entry.sender, entry.nth);
        match order.get(at) {
            Some(known) if *known == this => Ok(()),
            Some(known) => {
                Err(format!("entry {at} of room {room} is {known:?} for one and {this:?} for another").into())
            }
            None => {
                order.push(this);
                Ok(())
            }
        }
    }

    /// Messages that were heard in a room.
    pub fn length(&self, room: usize) -> usize {
        self.rooms[room].len()
    }

    /// All that was sent was heard, once, and each sender's in the order of sending.
    ///
    /// # Errors
    /// Where it was not.
    pub fn check(&self) -> Outcome<()> {
        let mut next = vec![0; self.sent.len()];
        for (sender, nth) in self.rooms.iter().flatten() {
            if next[*sender] != *nth {
                return Err(format!(
                    "client {sender}'s message {nth} came where {} was due",
                    next[*sender]
                )
                .into());
            }
            next[*sender] += 1;
        }
        if next == self.sent {
            Ok(())
        } else {
            Err("messages were lost".into())
        }
    }
}

//! The order of all messages, and whether every client got them in it.

use std::time::{SystemTime, UNIX_EPOCH};

use crate::Outcome;

/// One message of this run: its sender's number, and how many messages they had sent before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    pub sender: usize,
    pub nth: usize,
    /// When it was sent, in ns since the run began.
    pub sent: u64,
}

/// The first client to get a message fixes its place. Every other client must get the same message
/// there.
pub struct Ledger {
    run: String,
    groups: Vec<Vec<(usize, usize)>>,
    sent: Vec<usize>,
}

/// The length of every message in characters: a line of chat.
const TEXT_CHARS: usize = 64;

impl Ledger {
    pub fn new(groups: usize, lines: usize) -> Self {
        let run = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .map_or(0, |since| since.as_micros());
        Self {
            run: format!("{run:x}"),
            groups: vec![Vec::new(); groups],
            sent: vec![0; lines],
        }
    }

    /// A sender's next message: its id and its text.
    pub fn next(&mut self, sender: usize, now: u64) -> (String, String) {
        let nth = self.sent[sender];
        self.sent[sender] += 1;
        let run = &self.run;
        let mut text = format!("{run}:{sender}:{nth}:{now}:");
        text.extend(std::iter::repeat_n(
            'x',
            TEXT_CHARS.saturating_sub(text.len()),
        ));
        (format!("{run}.{sender}.{nth}"), text)
    }

    /// Reads a text. `None` if it is not of this run.
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

    /// A client got an entry as the `at`-th of its conversation.
    ///
    /// # Errors
    /// Another client got another entry there.
    pub fn heard(&mut self, group: usize, at: usize, entry: Entry) -> Outcome<()> {
        let order = &mut self.groups[group];
        let this = (entry.sender, entry.nth);
        match order.get(at) {
            Some(known) if *known == this => Ok(()),
            Some(known) => Err(format!(
                "entry {at} of group {group} is {known:?} for one and {this:?} for another"
            )
            .into()),
            None => {
                order.push(this);
                Ok(())
            }
        }
    }

    /// How many messages of a conversation arrived.
    pub fn length(&self, group: usize) -> usize {
        self.groups[group].len()
    }

    /// Checks that every sent message arrived once, in its sender's order.
    ///
    /// # Errors
    /// A message is lost, doubled or out of order.
    pub fn check(&self) -> Outcome<()> {
        let mut next = vec![0; self.sent.len()];
        for (sender, nth) in self.groups.iter().flatten() {
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

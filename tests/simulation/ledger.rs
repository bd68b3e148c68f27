//! Everything that the world has seen of one conversation's log, from all sides. All of it must
//! agree on one order.

use std::collections::{BTreeMap, BTreeSet};

use dormouse::chat::{ClientId, Event, EventKind, Message, Seq, UserId};

/// What of an event is the same whenever it is read. A later event changes the rest.
fn lasting(event: &Event) -> Event {
    let mut event = event.clone();
    match &mut event.kind {
        EventKind::Message(message) => {
            *message = Message::new(message.client_id.clone(), String::new());
        }
        EventKind::Edited(edit) => (edit.body, edit.mentions) = (None, None),
        EventKind::Reacted(change) | EventKind::Unreacted(change) => change.reaction = None,
        _ => {}
    }
    event
}

#[derive(Default)]
pub struct Ledger {
    seen: BTreeMap<Seq, Event>,
    /// Messages that the server acknowledged to their senders.
    acked: BTreeMap<(UserId, ClientId), Seq>,
}

impl Ledger {
    /// Notes an event that a member was shown.
    pub fn note(&mut self, event: &Event) {
        let known = self.seen.entry(event.seq).or_insert_with(|| event.clone());
        assert_eq!(
            lasting(known),
            lasting(event),
            "two members saw different events with one seq"
        );
    }

    /// Checks a page of the timeline: it holds every known message and notice in its range.
    pub fn note_page(&self, from: Seq, to: Seq, items: &[Event]) {
        let known = self.seen.range(from..).take_while(|(seq, _)| **seq <= to);
        for (seq, event) in known.filter(|(_, event)| event.is_message() || event.is_notice()) {
            assert!(
                items.iter().any(|item| item.seq == *seq),
                "not on the page: {event:?}"
            );
        }
    }

    /// Notes that a sender got an acknowledgement.
    pub fn note_acked(&mut self, event: &Event) {
        let EventKind::Message(Message { client_id, .. }) = &event.kind else {
            panic!("{event:?} is no acknowledgement")
        };
        self.note(event);
        let name = (event.author.clone(), client_id.clone());
        let seq = *self.acked.entry(name).or_insert(event.seq);
        assert_eq!(seq, event.seq, "one message was acknowledged in two places");
    }

    /// Compares the stored log with everything that anybody saw of it.
    pub fn check(&self, log: &[Event]) {
        let seqs = log.iter().map(|event| event.seq.0);
        assert!(seqs.eq(1..=log.len() as u64), "the stored log has a gap");
        assert!(
            log.is_sorted_by_key(|event| event.at),
            "the log's times do not ascend"
        );
        let stored = |seq: Seq| {
            usize::try_from(seq.0)
                .ok()
                .and_then(|seq| log.get(seq.checked_sub(1)?))
        };
        for (seq, event) in &self.seen {
            assert_eq!(
                stored(*seq).map(lasting),
                Some(lasting(event)),
                "a member saw another event than the stored one"
            );
        }
        self.check_bodies(log);
        let mut names = BTreeMap::new();
        for event in log {
            if let EventKind::Message(Message { client_id, .. }) = &event.kind {
                let twice = names.insert((event.author.clone(), client_id.clone()), event.seq);
                assert_eq!(twice, None, "{event:?} is stored twice");
            }
        }
        for (name, seq) in &self.acked {
            assert_eq!(
                names.get(name),
                Some(seq),
                "{name:?} was acknowledged and lost"
            );
        }
    }

    /// A message that nobody edited or deleted says what it said when a member saw it first.
    fn check_bodies(&self, log: &[Event]) {
        let changed: BTreeSet<_> = log
            .iter()
            .filter_map(|event| event.kind.changed_message())
            .collect();
        let body = |event: &Event| match &event.kind {
            EventKind::Message(message) => Some(message.body.clone()),
            _ => None,
        };
        for event in log.iter().filter(|event| !changed.contains(&event.seq)) {
            let seen = self.seen.get(&event.seq);
            assert!(
                seen.is_none_or(|seen| body(seen) == body(event)),
                "{event:?} was seen as {seen:?}"
            );
        }
    }

    pub fn acked(&self) -> usize {
        self.acked.len()
    }
}

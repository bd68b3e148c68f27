//! What the world has seen of one conversation's log, from whatever side: the one order that everything must agree with.

use std::collections::BTreeMap;

use dormouse::chat::{ClientId, Draft, Event, EventKind, Seq, UserId};

#[derive(Default)]
pub struct Ledger {
    seen: BTreeMap<Seq, Event>,
    /// Messages whose senders were told that they are stored.
    acked: BTreeMap<(UserId, ClientId), Seq>,
}

impl Ledger {
    /// Somebody was shown this event.
    pub fn note(&mut self, event: &Event) {
        let known = self.seen.entry(event.seq).or_insert_with(|| event.clone());
        assert_eq!(
            known, event,
            "two people were shown different things in one place"
        );
    }

    /// A page of the timeline was read: all messages that are known to stand in it are on it.
    pub fn note_page(&self, from: Seq, to: Seq, items: &[Event]) {
        let known = self.seen.range(from..).take_while(|(seq, _)| **seq <= to);
        for (seq, event) in known.filter(|(_, event)| event.is_message() || event.is_notice()) {
            assert!(
                items.iter().any(|item| item.seq == *seq),
                "not on the page: {event:?}"
            );
        }
    }

    /// A sender was told that a message is stored.
    pub fn note_acked(&mut self, event: &Event) {
        let EventKind::Message(Draft { client_id, .. }) = &event.kind else {
            panic!("{event:?} is no acknowledgement")
        };
        self.note(event);
        let name = (event.author.clone(), client_id.clone());
        let seq = *self.acked.entry(name).or_insert(event.seq);
        assert_eq!(seq, event.seq, "one message was acknowledged in two places");
    }

    /// Holds the stored log against everything that was ever seen of it.
    pub fn check(&self, log: &[Event]) {
        let seqs = log.iter().map(|event| event.seq.0);
        assert!(seqs.eq(1..=log.len() as u64), "the stored log has a gap");
        assert!(
            log.is_sorted_by_key(|event| event.at),
            "the log's times go back"
        );
        let stored = |seq: Seq| {
            usize::try_from(seq.0)
                .ok()
                .and_then(|seq| log.get(seq.checked_sub(1)?))
        };
        for (seq, event) in &self.seen {
            assert_eq!(
                stored(*seq),
                Some(event),
                "what was seen is not what is stored"
            );
        }
        let mut names = BTreeMap::new();
        for event in log {
            if let EventKind::Message(Draft { client_id, .. }) = &event.kind {
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

    pub fn acked(&self) -> usize {
        self.acked.len()
    }
}

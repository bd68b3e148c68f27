//! What one line of an inbox must say.

use dormouse::chat::{ConversationSummary, EventKind, Seq, text};

use crate::finale::Truth;

pub fn check_counts(known: &ConversationSummary, truth: &Truth, handle: &str) {
    let up_to = |seq: Seq| {
        truth
            .log
            .iter()
            .filter(|event| event.is_message() && event.seq <= seq)
            .count() as u64
    };
    assert_eq!(
        known.posts,
        up_to(known.head),
        "{handle}'s inbox counts its messages wrongly"
    );
    assert!(known.read <= known.head, "read <= head in {handle}'s inbox");
    assert_eq!(
        known.read_posts,
        up_to(known.read),
        "{handle}'s inbox counts its read messages wrongly"
    );
}

/// Also an inbox that lacks the last message shows what its own last one says now.
pub fn check_preview(known: &ConversationSummary, truth: &Truth, handle: &str) {
    let Some(last) = &known.last else { return };
    let message = truth.log.iter().find(|event| event.seq == last.seq);
    let Some(EventKind::Message(message)) = message.map(|event| &event.kind) else {
        panic!("{handle}'s inbox shows no message: {last:?}");
    };
    let now = (text::preview(&message.body), message.deleted.is_some());
    assert_eq!(
        (&last.preview, last.deleted),
        (&now.0, now.1),
        "{handle}'s inbox shows old words"
    );
}

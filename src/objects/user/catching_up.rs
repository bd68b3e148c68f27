//! Catching up: when a person is back, their object asks conversations for what they did not
//! deliver.
//!
//! A conversation is missed from the answer that the person is away until it has been asked. The
//! database lists all missed conversations. Memory lists them only while a client needs them, on a
//! socket or over HTTP.

use super::{Host, UserActor};
use crate::chat::limits::{CALL_MAX, CALLS_PER_EVENT};
use crate::chat::{ConversationId, Millis, Refusal};
use crate::objects::actor::OutboundCall;
use crate::objects::conversation::calls::CaughtUp;
use crate::objects::retry::Retry;
use crate::store::inbox;

/// A conversation that delivers nothing until it is asked.
pub(super) struct Missed {
    conversation: ConversationId,
    /// The number of the last answer that the person is away.
    absence: u64,
    /// A call is under way until this time. After it, the call counts as lost.
    calling_until: Millis,
}

impl<H: Host> UserActor<H> {
    /// Loads the conversations to ask, when the first socket opens or the inbox is read over HTTP.
    pub(super) fn load_missed(&mut self) -> Result<(), Refusal> {
        let missed = inbox::missed(self.host.sql());
        let missed = self.checked(missed)?;
        let asked = std::mem::take(&mut self.missed);
        let calling_until = |it: &ConversationId| {
            let asked = asked.iter().find(|asked| asked.conversation == *it);
            asked.map_or(0, |asked| asked.calling_until)
        };
        self.missed = missed
            .into_iter()
            .map(|(conversation, absence)| Missed {
                calling_until: calling_until(&conversation),
                conversation,
                absence,
            })
            .collect();
        self.missed_loaded = true;
        // A client that connects does not wait for the back-off of earlier failures.
        self.catching_up = Retry::default();
        Ok(())
    }

    /// The conversations to ask now: at most `most`, and at most [`CALLS_PER_EVENT`] at the same
    /// time.
    pub(super) fn take_missed(&mut self, most: usize) -> Vec<OutboundCall> {
        let now = self.host.now();
        if self.missed.is_empty() {
            return Vec::new();
        }
        if self.catching_up.at > now {
            self.wake_by(self.catching_up.at);
            return Vec::new();
        }
        // If this instance is lost before the answer, the alarm makes the calls again.
        self.wake_by(now + CALL_MAX);
        let under_way = self
            .missed
            .iter()
            .filter(|it| it.calling_until > now)
            .count();
        let most = most.min(CALLS_PER_EVENT.saturating_sub(under_way));
        let due = self.missed.iter_mut().filter(|it| it.calling_until <= now);
        due.take(most)
            .map(|it| {
                it.calling_until = now + CALL_MAX;
                OutboundCall::CatchUp {
                    conversation: it.conversation.clone(),
                    user: self.user.clone(),
                    absence: it.absence,
                }
            })
            .collect()
    }

    /// A conversation sent its summary, or could not be reached.
    pub(super) fn caught_up(
        &mut self,
        conversation: &ConversationId,
        absence: u64,
        answer: Option<CaughtUp>,
    ) {
        let now = self.host.now();
        let taken = match answer {
            Some(CaughtUp { summary }) => self.take_answer(conversation, absence, summary),
            None => Err(Refusal::Busy),
        };
        if let Some(it) = self
            .missed
            .iter_mut()
            .find(|it| it.conversation == *conversation)
        {
            it.calling_until = 0;
        }
        if taken.is_err() {
            self.catching_up.failed(now);
            return self.wake_by(self.catching_up.at);
        }
        self.catching_up = Retry::default();
        self.missed
            .retain(|it| it.conversation != *conversation || it.absence > absence);
        // More may be missed than may be asked at once.
        if !self.missed.is_empty() && self.missed.iter().all(|it| it.calling_until <= now) {
            self.wake_by(now);
        }
    }
}

//! The room as its driver sees it.

use super::{ConversationActor, Host};
use crate::chat::Refusal;
use crate::objects::actor::{Actor, CallResult, OutboundCall, read_call, spell_answer};
use crate::objects::calls::Opening;
use crate::objects::host::{Attachment, SocketId};

impl<H: Host> Actor for ConversationActor<H> {
    fn may_open(&mut self, opening: &Opening) -> Result<(), Refusal> {
        self.let_in(opening)
    }

    fn on_open(&mut self, attachment: Attachment, opening: &Opening) -> Result<(), Refusal> {
        self.take_seat(attachment, opening)
    }

    fn on_text(&mut self, socket: SocketId, text: &str) {
        self.read_text(socket, text);
    }

    fn on_close(&mut self, socket: SocketId, clean: bool) {
        self.leave_seat(socket, clean);
    }

    fn on_call(&mut self, call: &str) -> Result<String, Refusal> {
        let answer = self.answer_call(read_call(call)?);
        spell_answer(&answer)
    }

    fn on_flush(&mut self) {
        ConversationActor::flush(self);
    }

    fn on_alarm(&mut self) {
        self.handle_alarm();
    }

    fn outbound_calls(&mut self) -> Vec<OutboundCall> {
        let summaries = self.take_due_summaries().into_iter();
        let mut outbound_calls: Vec<_> = summaries
            .map(|(user, summary)| OutboundCall::TellUser(user, Box::new(summary)))
            .collect();
        outbound_calls.extend(self.take_listing().map(OutboundCall::TellDirectory));
        outbound_calls
    }

    fn on_result(&mut self, outbound: &OutboundCall, result: CallResult) {
        match outbound {
            OutboundCall::TellUser(user, summary) => self.on_summary_result(user, summary, &result),
            OutboundCall::TellDirectory(listing) => {
                self.listed(listing.seq, result != CallResult::Failed)
            }
            OutboundCall::EndSessions { .. }
            | OutboundCall::CatchUp { .. }
            | OutboundCall::MarkPresence { .. } => {}
        }
    }
}

//! Editing, deleting, reacting and pinning over HTTP.

use serde::{Deserialize, Serialize};

use super::{ConversationActor, Host};
use crate::chat::{ConversationId, Principal, Refusal, Seq};
use crate::objects::call::{Handle, call};
use crate::objects::conversation::message_acts::MessageAct;

/// `principal` gives their message another body.
#[derive(Debug, Serialize, Deserialize)]
pub struct EditMessage {
    pub principal: Principal,
    pub message: Seq,
    pub body: String,
}
call!(EditMessage, "edit_message", ConversationId, ());

/// `principal` deletes a message.
#[derive(Debug, Serialize, Deserialize)]
pub struct DeleteMessage {
    pub principal: Principal,
    pub message: Seq,
}
call!(DeleteMessage, "delete_message", ConversationId, ());

/// The reaction of `principal` with this emoji is on a message from now on, or is not.
#[derive(Debug, Serialize, Deserialize)]
pub struct React {
    pub principal: Principal,
    pub message: Seq,
    pub emoji: String,
    pub on: bool,
}
call!(React, "react", ConversationId, ());

/// A message is pinned from now on, or is not.
#[derive(Debug, Serialize, Deserialize)]
pub struct Pin {
    pub principal: Principal,
    pub message: Seq,
    pub on: bool,
}
call!(Pin, "pin", ConversationId, ());

impl<H: Host> Handle<EditMessage> for ConversationActor<H> {
    fn handle(&mut self, call: EditMessage) -> Result<(), Refusal> {
        self.sweep_soon();
        let act = MessageAct::Edit { body: call.body };
        self.change_message(&call.principal, call.message, &act)
    }
}

impl<H: Host> Handle<DeleteMessage> for ConversationActor<H> {
    fn handle(&mut self, call: DeleteMessage) -> Result<(), Refusal> {
        self.sweep_soon();
        self.change_message(&call.principal, call.message, &MessageAct::Delete)
    }
}

impl<H: Host> Handle<React> for ConversationActor<H> {
    fn handle(&mut self, call: React) -> Result<(), Refusal> {
        self.sweep_soon();
        let act = MessageAct::React {
            emoji: call.emoji,
            on: call.on,
        };
        self.change_message(&call.principal, call.message, &act)
    }
}

impl<H: Host> Handle<Pin> for ConversationActor<H> {
    fn handle(&mut self, call: Pin) -> Result<(), Refusal> {
        self.sweep_soon();
        self.change_message(
            &call.principal,
            call.message,
            &MessageAct::Pin { on: call.on },
        )
    }
}

//! The conversation as a whole, and the principal's membership in it.

use serde::{Deserialize, Serialize};

use super::{ConversationActor, Host};
use crate::chat::frames::{About, Member};
use crate::chat::{ConversationId, Principal, Refusal};
use crate::objects::call::{Handle, call};

/// `principal` asks for the conversation as a whole.
#[derive(Debug, Serialize, Deserialize)]
pub struct Get {
    pub principal: Principal,
}
call!(Get, "get", ConversationId, Overview);

/// A conversation, and the membership of the person who asks.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[cfg_attr(test, ts(optional_fields))]
pub struct Overview {
    #[serde(rename = "conversation")]
    pub about: About,
    /// None for a person who is not a member.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub you: Option<Member>,
    pub member_count: u32,
}

impl<H: Host> Handle<Get> for ConversationActor<H> {
    fn handle(&mut self, Get { principal }: Get) -> Result<Overview, Refusal> {
        self.overview(&principal)
    }
}

impl<H: Host> ConversationActor<H> {
    /// What `who` may know about the conversation as a whole.
    pub(super) fn overview(&mut self, who: &Principal) -> Result<Overview, Refusal> {
        let it = &self.loaded()?.conversation;
        Ok(Overview {
            about: it.about_for(who.user())?,
            you: it.member(who.user()),
            member_count: u32::try_from(it.member_count()).unwrap_or(u32::MAX),
        })
    }
}

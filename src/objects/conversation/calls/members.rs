//! The members, page by page.

use serde::{Deserialize, Serialize};

use super::{ConversationActor, Host};
use crate::chat::frames::Member;
use crate::chat::{Act, ConversationId, Principal, Profile, Refusal};
use crate::objects::call::{Handle, call};

/// Members in one page.
const PAGE_MEMBERS: usize = 100;

/// `principal` asks for the members whose handles come after `after`.
#[derive(Debug, Serialize, Deserialize)]
pub struct Members {
    pub principal: Principal,
    pub after: Option<String>,
}
call!(Members, "members", ConversationId, MembersPage);

/// Members by handle, and where the next page begins.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[cfg_attr(test, ts(optional_fields))]
pub struct MembersPage {
    pub members: Vec<Member>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
    /// How they are shown. Those without a profile are left out.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    #[cfg_attr(test, ts(as = "Option<Vec<Profile>>"))]
    pub profiles: Vec<Profile>,
}

impl<H: Host> Handle<Members> for ConversationActor<H> {
    fn handle(&mut self, Members { principal, after }: Members) -> Result<MembersPage, Refusal> {
        let loaded = self.loaded()?;
        loaded.conversation.authorize(&principal, Act::Read)?;
        let after = after.as_deref().unwrap_or_default();
        // One member more than a page shows whether there is another page.
        let (mut members, _) = loaded
            .roster
            .page(&loaded.conversation, after, PAGE_MEMBERS + 1);
        let is_more = members.len() > PAGE_MEMBERS;
        members.truncate(PAGE_MEMBERS);
        let last = members.last().filter(|_| is_more);
        let next = last.map(|last| last.handle.to_string());
        let people: Vec<_> = members.iter().map(|member| &member.user).collect();
        let profiles = loaded.conversation.profiles_of(&people);
        Ok(MembersPage {
            members,
            next,
            profiles,
        })
    }
}

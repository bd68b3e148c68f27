//! The timeline over HTTP: what a client shows when its reader scrolls, or jumps to a message.

use serde::{Deserialize, Serialize};

use super::{ConversationActor, Host};
use crate::chat::frames::OwnReactions;
use crate::chat::limits::PAGE_EVENTS_MAX;
use crate::chat::timeline::Page;
use crate::chat::{ConversationId, Principal, Refusal, Seq};
use crate::objects::call::{Handle, call};
use crate::objects::conversation::page::own_reactions;
use crate::store::conversation::messages;
use crate::store::conversation::timeline::{self, Place};

/// `principal` asks for a page of at most `limit` messages.
#[derive(Debug, Serialize, Deserialize)]
pub struct Timeline {
    pub principal: Principal,
    pub place: Place,
    pub limit: u32,
}
call!(Timeline, "timeline", ConversationId, TimelinePage);

/// A page, and the head of the log at that moment.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[cfg_attr(test, ts(optional_fields))]
pub struct TimelinePage {
    #[serde(flatten)]
    pub page: Page,
    pub head: Seq,
    /// Which of the reactions in it are the person's own. It is left out if none is.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub mine: Option<Vec<OwnReactions>>,
}

impl<H: Host> Handle<Timeline> for ConversationActor<H> {
    fn handle(&mut self, call: Timeline) -> Result<TimelinePage, Refusal> {
        let Timeline {
            principal,
            place,
            limit,
        } = call;
        self.authorize_page(&principal)?;
        let limit = limit.clamp(1, PAGE_EVENTS_MAX);
        self.read(|sql, loaded| {
            let head = loaded.conversation.head;
            let mut page = timeline::page(sql, &loaded.authors, head, place, limit)?;
            page.profiles = loaded.conversation.profiles_in(&page.items);
            page.mark_pins(&loaded.conversation.pins);
            let mine = match loaded.deliveries.get(principal.user()) {
                Some(person) => {
                    let all = messages::reactions_between(sql, page.from, page.to)?;
                    own_reactions(&all, person.number)
                }
                None => Vec::new(),
            };
            let mine = Some(mine).filter(|mine| !mine.is_empty());
            Ok(TimelinePage { page, head, mine })
        })
    }
}

//! From the Worker: which conversations to ask in a search over all of them.
//!
//! The Worker asks them, not this object: an actor never waits for another one, and each call would
//! go one hop further.

use serde::{Deserialize, Serialize};

use super::{Host, UserActor};
use crate::chat::bucket::Rate;
use crate::chat::limits::{SEARCH_CONVERSATIONS, SEARCHES_BURST, SEARCHES_PER_HOUR};
use crate::chat::search::Query;
use crate::chat::{ConversationId, Kind, Millis, Principal, Refusal, UserId};
use crate::objects::call::{Handle, call};
use crate::store::{budgets, inbox};

/// Conversations among which `in:` looks for a name.
const NAMES_MAX: usize = 2_000;

/// The name of the budget in the database.
const BUDGET: &str = "searches";

const RATE: Rate = Rate {
    burst: SEARCHES_BURST,
    per_second: SEARCHES_PER_HOUR / 3_600.0,
};

/// `principal` searches in all their conversations.
#[derive(Debug, Serialize, Deserialize)]
pub struct PlanSearch {
    pub principal: Principal,
    pub q: String,
    #[serde(default)]
    pub utc_offset: i64,
    /// The `next` of the plan before.
    #[serde(default)]
    pub cursor: Option<String>,
}
call!(PlanSearch, "plan_search", UserId, SearchPlan);

/// The conversations to ask, latest first, and where the next plan begins.
#[derive(Debug, Serialize, Deserialize)]
pub struct SearchPlan {
    pub conversations: Vec<Named>,
    #[serde(default)]
    pub next: Option<String>,
}

#[derive(Debug, Serialize, Deserialize)]
pub struct Named {
    pub conversation: ConversationId,
    pub kind: Kind,
    pub title: String,
}

impl<H: Host> Handle<PlanSearch> for UserActor<H> {
    fn handle(&mut self, call: PlanSearch) -> Result<SearchPlan, Refusal> {
        self.is_mine(call.principal.user())?;
        let query = Query::parse(&call.q, call.utc_offset)?;
        let after = call.cursor.as_deref().map(read).transpose()?;
        self.take_search()?;
        let limit = if query.within.is_empty() {
            SEARCH_CONVERSATIONS + 1
        } else {
            NAMES_MAX
        };
        let names = inbox::names(self.host.sql(), after, limit);
        let mut names = self.checked(names)?;
        names.retain(|(_, _, title, _)| query.within.is_empty() || query.is_within(title));
        let is_more = names.len() > SEARCH_CONVERSATIONS;
        names.truncate(SEARCH_CONVERSATIONS);
        let last = names.last().filter(|_| is_more);
        let next = last.map(|(id, _, _, at)| format!("{at}.{id}"));
        let shown = |(conversation, kind, title, _)| Named {
            conversation,
            kind,
            title,
        };
        let conversations = names.into_iter().map(shown).collect();
        Ok(SearchPlan {
            conversations,
            next,
        })
    }
}

fn read(cursor: &str) -> Result<(Millis, &str), Refusal> {
    let parts = cursor.split_once('.');
    let parts = parts.and_then(|(at, id)| Some((at.parse().ok()?, id)));
    let parts = parts.filter(|(_, id)| ConversationId::parse(id).is_some());
    parts.ok_or_else(|| {
        Refusal::BadRequest("`cursor` must be the `next` of the page before.".to_owned())
    })
}

impl<H: Host> UserActor<H> {
    fn take_search(&mut self) -> Result<(), Refusal> {
        let now = self.host.now();
        let left = budgets::get(self.host.sql(), BUDGET, RATE, now);
        let mut left = self.checked(left)?;
        left.take(RATE, now).map_err(Refusal::TooFast)?;
        let stored = budgets::put(self.host.sql(), BUDGET, left);
        self.checked(stored)
    }
}

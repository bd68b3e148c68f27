//! Searching in one conversation.
//!
//! The index proposes messages, newest first. Each is read, and its present body decides.

use serde::{Deserialize, Serialize};

use super::{ConversationActor, Host};
use crate::chat::limits::{INDEX_FIRST, SEARCH_READS, SEARCH_RESULTS};
use crate::chat::search::{Query, SnippetPart, searchable, snippet, tokens};
use crate::chat::{Act, ConversationId, Handle as Name, Millis, Principal, Refusal, Seq, UserId};
use crate::objects::call::{Handle, call};
use crate::objects::conversation::allowances::Allowed;
use crate::objects::conversation::loaded::LoadedConversation;
use crate::store::conversation::candidates::{self as index, Wanted};
use crate::store::conversation::messages;
use crate::store::sql::{Sql, Stored};

/// Messages that are read at once.
const READ_TOGETHER: usize = 50;

/// `principal` asks for messages.
#[derive(Debug, Serialize, Deserialize)]
pub struct Search {
    pub principal: Principal,
    pub q: String,
    /// How many minutes the person's clock is ahead of UTC.
    #[serde(default)]
    pub utc_offset: i64,
    /// Only messages before this one.
    #[serde(default)]
    pub before: Option<Seq>,
    /// The most results.
    pub limit: usize,
    /// Whether a search over several conversations asks. It has a budget of its own.
    #[serde(default)]
    pub is_part: bool,
}
call!(Search, "search", ConversationId, SearchPage);

/// What was found in a conversation, newest first.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[cfg_attr(test, ts(optional_fields))]
pub struct SearchPage {
    pub results: Vec<SearchResult>,
    /// There may be more before this message.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub next: Option<Seq>,
    /// Messages before this time are not searched yet.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub searched_from: Option<Millis>,
    /// Messages after this time are not searched yet. That happens while very many come in.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub searched_to: Option<Millis>,
}

/// A message that fits.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct SearchResult {
    pub seq: Seq,
    pub at: Millis,
    pub author: UserId,
    pub handle: Name,
    pub snippet: Vec<SnippetPart>,
}

impl<H: Host> Handle<Search> for ConversationActor<H> {
    fn handle(&mut self, call: Search) -> Result<SearchPage, Refusal> {
        let query = Query::parse(&call.q, call.utc_offset)?;
        let who = call.principal.user();
        self.loaded()?
            .conversation
            .authorize(&call.principal, Act::Read)?;
        if !call.is_part {
            self.allowances
                .take(who, Allowed::Search, self.host.now())?;
        }
        self.fill_index(INDEX_FIRST)?;
        let limit = call.limit.clamp(1, SEARCH_RESULTS);
        let page = self.read(|sql, loaded| {
            let is_within =
                query.within.is_empty() || query.is_within(&loaded.conversation.title_for(who));
            if is_within {
                page(sql, loaded, &query, call.before, limit)
            } else {
                Ok(SearchPage::empty())
            }
        })?;
        if page.searched_from.is_some() {
            self.index_older();
        }
        Ok(page)
    }
}

impl SearchPage {
    fn empty() -> Self {
        Self {
            results: Vec::new(),
            next: None,
            searched_from: None,
            searched_to: None,
        }
    }
}

fn page(
    sql: &dyn Sql,
    loaded: &LoadedConversation,
    query: &Query,
    before: Option<Seq>,
    limit: usize,
) -> Stored<SearchPage> {
    let Some(reach) = loaded.indexing.index else {
        return Ok(SearchPage::empty());
    };
    let head = loaded.conversation.head;
    let mut page = SearchPage::empty();
    if reach.first > Seq(1) {
        page.searched_from = index::time_from(sql, reach.first)?;
    }
    if reach.posts < loaded.conversation.posts {
        page.searched_to = index::time_from(sql, reach.last)?;
    }
    let bound = |at: Option<Millis>| at.map(|at| index::first_since(sql, at, head)).transpose();
    // No message is as late as that.
    let end = head.next();
    let from = bound(query.since)?.map_or(Seq(1), |found| found.unwrap_or(end));
    let until = bound(query.until)?.flatten().unwrap_or(end);
    let named = |handle: &Name| query.from.iter().any(|it| it == handle.as_str());
    let authors: Vec<_> = loaded
        .authors
        .iter()
        .filter(|it| named(&it.1.handle))
        .collect();
    let authors: Vec<_> = authors.into_iter().map(|it| *it.0).collect();
    if !query.from.is_empty() && authors.is_empty() {
        return Ok(page);
    }
    let mut wanted = Wanted {
        query,
        authors: &authors,
        from,
        before: before.map_or(until, |before| before.min(until)),
    };
    let mut reads = 0;
    loop {
        let found = index::candidates(sql, &reach, &wanted, READ_TOGETHER)?;
        for message in messages::list(sql, &loaded.authors, &found)? {
            if page.results.len() == limit {
                page.next = page.results.last().map(|it: &SearchResult| it.seq);
                return Ok(page);
            }
            page.results.extend(result(query, message));
        }
        reads += found.len();
        let Some(last) = found.last().filter(|_| found.len() == READ_TOGETHER) else {
            return Ok(page);
        };
        wanted.before = *last;
        if reads >= SEARCH_READS {
            page.next = Some(*last);
            return Ok(page);
        }
    }
}

/// The result, if the message fits as it is now.
fn result(query: &Query, found: messages::Listed) -> Option<SearchResult> {
    if found.message.deleted.is_some() {
        return None;
    }
    let text = searchable(&found.message.body);
    let places = query.places(&tokens(&text))?;
    Some(SearchResult {
        seq: found.seq,
        at: found.at,
        author: found.author.id,
        handle: found.author.handle,
        snippet: snippet(&text, &places),
    })
}

//! Pages of the log as frames. A page becomes JSON only once, for everyone who asks for it: after a
//! deploy everyone reconnects at once, at nearly the same place in the log.
//!
//! The log only grows, so a cached page is right while its head is still the head.

use std::collections::VecDeque;
use std::rc::Rc;

use super::{ConversationActor, Host};
use crate::chat::frames::ToClient;
use crate::chat::limits::PAGE_EVENTS_MAX;
use crate::chat::{Refusal, Seq};
use crate::store::conversation::log;
use crate::store::sql::Fault;

/// Pages in the cache. A client that was away for longer needs several.
const KEPT: usize = 4;

/// The entries after one, as many as fit into a frame.
pub(super) struct LogPage {
    after: Seq,
    pub head: Seq,
    pub last: Seq,
    pub frame: String,
}

/// The latest pages.
#[derive(Default)]
pub(super) struct Pages(VecDeque<Rc<LogPage>>);

impl<H: Host> ConversationActor<H> {
    /// The page after an entry. None at the head.
    ///
    /// # Errors
    /// [`Refusal::Internal`].
    pub(super) fn page_after(&mut self, after: Seq) -> Result<Option<Rc<LogPage>>, Refusal> {
        let loaded = self.loaded.as_ref().ok_or(Refusal::Internal)?;
        let head = loaded.conversation.head;
        let kept = |page: &&Rc<LogPage>| page.after == after && page.head == head;
        if let Some(page) = self.pages.0.iter().find(kept) {
            return Ok(Some(Rc::clone(page)));
        }
        let events =
            self.read(|sql, loaded| log::after(sql, &loaded.authors, after, PAGE_EVENTS_MAX))?;
        let Some(last) = events.last().map(|event| event.seq) else {
            return Ok(None);
        };
        let spelled = serde_json::to_string(&ToClient::Events { events });
        let frame = self.checked(spelled.map_err(|error| Fault(error.to_string())))?;
        let page = Rc::new(LogPage {
            after,
            head,
            last,
            frame,
        });
        self.pages.0.truncate(KEPT - 1);
        self.pages.0.push_front(Rc::clone(&page));
        Ok(Some(page))
    }
}

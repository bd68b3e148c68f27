//! Pages of the log as frames, spelled once for all who ask for the same one: after a deploy
//! everyone comes back at once, and to much the same place.
//!
//! The log only grows, so a page is right for as long as the head it was read at is the head.

use std::collections::VecDeque;
use std::rc::Rc;

use super::{ConversationActor, Host};
use crate::chat::frames::ToClient;
use crate::chat::limits::PAGE_EVENTS_MAX;
use crate::chat::{Refusal, Seq};
use crate::store::conversation::log;
use crate::store::sql::Fault;

/// Pages kept: whoever was away for longer is served several.
const KEPT: usize = 4;

/// The entries after one, as many as go into a frame.
pub(super) struct LogPage {
    after: Seq,
    pub head: Seq,
    pub last: Seq,
    pub frame: String,
}

/// The pages that were asked for last.
#[derive(Default)]
pub(super) struct Pages(VecDeque<Rc<LogPage>>);

impl<H: Host> ConversationActor<H> {
    /// The page after an entry; none at the head.
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
        let read = log::after(self.host.sql(), &loaded.authors, after, PAGE_EVENTS_MAX);
        let events = self.checked(read)?;
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

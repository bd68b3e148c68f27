//! The page of the log or of the timeline that an opening socket gets. It becomes JSON only once,
//! for everyone who asks for it: after a deploy everyone reconnects at once, at nearly the same
//! place in the log.
//!
//! Every change is an entry of the log. So a cached page is right while its head is still the head.

use std::collections::VecDeque;
use std::rc::Rc;

use super::{ConversationActor, Host};
use crate::chat::frames::ToClient;
use crate::chat::limits::{PAGE_EVENTS, PAGE_EVENTS_MAX};
use crate::chat::{Refusal, Seq};
use crate::store::conversation::log;
use crate::store::conversation::timeline::{self, Place};
use crate::store::sql::Fault;

/// Pages of the log in the cache. A client that was away for longer needs several.
const KEPT: usize = 4;

/// The entries after one, as many as fit into a frame.
pub(super) struct LogPage {
    after: Seq,
    pub head: Seq,
    pub last: Seq,
    pub frame: Rc<str>,
}

/// The latest pages.
#[derive(Default)]
pub(super) struct Pages {
    log: VecDeque<Rc<LogPage>>,
    /// The end of the timeline, and the head that it was read at.
    latest: Option<(Seq, Rc<str>)>,
}

impl<H: Host> ConversationActor<H> {
    /// The page after an entry. None at the head.
    ///
    /// # Errors
    /// [`Refusal::Internal`].
    pub(super) fn page_after(&mut self, after: Seq) -> Result<Option<Rc<LogPage>>, Refusal> {
        let loaded = self.loaded.as_ref().ok_or(Refusal::Internal)?;
        let head = loaded.conversation.head;
        let kept = |page: &&Rc<LogPage>| page.after == after && page.head == head;
        if let Some(page) = self.pages.log.iter().find(kept) {
            return Ok(Some(Rc::clone(page)));
        }
        let events =
            self.read(|sql, loaded| log::after(sql, &loaded.authors, after, PAGE_EVENTS_MAX))?;
        let Some(last) = events.last().map(|event| event.seq) else {
            return Ok(None);
        };
        let frame = self.spell(&ToClient::Events { events })?;
        let page = Rc::new(LogPage {
            after,
            head,
            last,
            frame,
        });
        self.pages.log.truncate(KEPT - 1);
        self.pages.log.push_front(Rc::clone(&page));
        Ok(Some(page))
    }
    /// The frame with the page at the end of the timeline.
    ///
    /// # Errors
    /// [`Refusal::Internal`].
    pub(super) fn latest_page(&mut self) -> Result<Rc<str>, Refusal> {
        let loaded = self.loaded.as_ref().ok_or(Refusal::Internal)?;
        let head = loaded.conversation.head;
        if let Some((_, frame)) = self.pages.latest.as_ref().filter(|(at, _)| *at == head) {
            return Ok(Rc::clone(frame));
        }
        let page = self.read(|sql, loaded| {
            let place = Place::Before(head.next());
            timeline::page(sql, &loaded.authors, head, place, PAGE_EVENTS)
        })?;
        let frame = self.spell(&ToClient::Page(page))?;
        self.pages.latest = Some((head, Rc::clone(&frame)));
        Ok(frame)
    }

    /// A frame as JSON.
    ///
    /// # Errors
    /// [`Refusal::Internal`].
    pub(super) fn spell(&mut self, frame: &ToClient) -> Result<Rc<str>, Refusal> {
        let spelled = serde_json::to_string(frame).map(Rc::from);
        self.checked(spelled.map_err(|error| Fault(error.to_string())))
    }
}

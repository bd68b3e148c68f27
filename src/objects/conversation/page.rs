//! The page of the log or of the timeline that an opening socket gets. It becomes JSON only once,
//! for everyone who asks for it: after a deploy everyone reconnects at once, at nearly the same
//! place in the log.
//!
//! Every change is an entry of the log. So a cached page is right while its head is still the head.

use std::collections::VecDeque;
use std::rc::Rc;

use super::{ConversationActor, Host};
use crate::chat::frames::{OwnReactions, ToClient};
use crate::chat::limits::{PAGE_EVENTS, PAGE_EVENTS_MAX};
use crate::chat::reactions::Given;
use crate::chat::{Refusal, Seq, UserId};
use crate::store::conversation::people::PersonNumber;
use crate::store::conversation::timeline::{self, Place};
use crate::store::conversation::{log, messages};
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

/// The end of the timeline, for everyone.
pub(super) struct LatestPage {
    /// The head that it was read at.
    head: Seq,
    pub frame: Rc<str>,
    reactions: Reactions,
}

/// Messages, and everyone who has reacted to them.
type Reactions = Vec<(Seq, Vec<Given<PersonNumber>>)>;

/// Which of the reactions are this person's.
pub(super) fn own_reactions(all: &Reactions, person: PersonNumber) -> Vec<OwnReactions> {
    let of_message = |(message, given): &(Seq, Vec<Given<PersonNumber>>)| {
        let theirs = given.iter().filter(|it| it.people.contains(&person));
        let emoji: Vec<_> = theirs.map(|it| it.emoji.clone()).collect();
        let message = *message;
        (!emoji.is_empty()).then_some(OwnReactions { message, emoji })
    };
    all.iter().filter_map(of_message).collect()
}

/// The latest pages.
#[derive(Default)]
pub(super) struct Pages {
    log: VecDeque<Rc<LogPage>>,
    /// The end of the timeline.
    latest: Option<Rc<LatestPage>>,
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
        let loaded = self.loaded.as_ref().ok_or(Refusal::Internal)?;
        let profiles = loaded.conversation.profiles_in(&events);
        let frame = self.spell(&ToClient::Events { events, profiles })?;
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

    /// The frames with the page at the end of the timeline, and with the person's own reactions.
    ///
    /// # Errors
    /// [`Refusal::Internal`].
    pub(super) fn latest_frames(&mut self, user: &UserId) -> Result<Vec<Rc<str>>, Refusal> {
        let page = self.latest_page()?;
        let mut frames = vec![Rc::clone(&page.frame)];
        let loaded = self.loaded.as_ref().ok_or(Refusal::Internal)?;
        if let Some(person) = loaded.deliveries.get(user).map(|it| it.number) {
            let mine = own_reactions(&page.reactions, person);
            if !mine.is_empty() {
                frames.push(self.spell(&ToClient::Mine { mine })?);
            }
        }
        Ok(frames)
    }

    fn latest_page(&mut self) -> Result<Rc<LatestPage>, Refusal> {
        let loaded = self.loaded.as_ref().ok_or(Refusal::Internal)?;
        let head = loaded.conversation.head;
        if let Some(page) = self.pages.latest.as_ref().filter(|page| page.head == head) {
            return Ok(Rc::clone(page));
        }
        let (page, reactions) = self.read(|sql, loaded| {
            let place = Place::Before(head.next());
            let mut page = timeline::page(sql, &loaded.authors, head, place, PAGE_EVENTS)?;
            page.profiles = loaded.conversation.profiles_in(&page.items);
            page.mark_pins(&loaded.conversation.pins);
            let reactions = messages::reactions_between(sql, page.from, page.to)?;
            Ok((page, reactions))
        })?;
        let frame = self.spell(&ToClient::Page(page))?;
        let page = Rc::new(LatestPage {
            head,
            frame,
            reactions,
        });
        self.pages.latest = Some(Rc::clone(&page));
        Ok(page)
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

//! The timeline: a conversation in the form in which people read it. It has messages in their
//! present state, and notices (joined, renamed …) between them.
//!
//! The log is for resuming: it has every event once, in order. The timeline is for reading: a later
//! event may change an item instead of adding one. **The law: a page at head n, and events n+1 …
//! m applied to it, is the page at head m.** `tests/timeline` checks the store and this file
//! against it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{
    Deletion, Edit, Event, EventKind, Message, Profile, Quote, ReactionChange, Seq, UserId,
    people_in, text,
};

/// Everything between two entries of a log, in its present state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[cfg_attr(test, ts(optional_fields))]
pub struct Page {
    /// The first entry of the log that the page covers. It is 1 at the beginning of the
    /// conversation.
    pub from: Seq,
    /// The last entry that the page covers. In an empty page it is `from` − 1.
    pub to: Seq,
    /// Messages in their present state, and notices, in the order of their `seq`. Other entries
    /// between `from` and `to` have no item: they changed one.
    pub items: Vec<Event>,
    /// How the people whom the items name are shown. Those without a profile are left out.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    #[cfg_attr(test, ts(as = "Option<Vec<Profile>>"))]
    pub profiles: Vec<Profile>,
}

impl Page {
    /// An empty page just before this entry.
    #[must_use]
    pub fn before(next: Seq) -> Self {
        Self {
            from: next,
            to: Seq(next.0.saturating_sub(1)),
            items: Vec::new(),
            profiles: Vec::new(),
        }
    }

    /// Marks the messages that are pinned at the head at which the page was read.
    pub fn mark_pins(&mut self, pins: &[Seq]) {
        for item in &mut self.items {
            if let EventKind::Message(message) = &mut item.kind {
                message.pinned = pins.contains(&item.seq);
            }
        }
    }

    /// Applies an event, as a client does. The event just after the page extends the page. The page
    /// ignores all others, because earlier ones are in it already.
    pub fn apply(&mut self, event: &Event) {
        if event.seq != self.to.next() {
            return;
        }
        self.to = event.seq;
        self.change(event);
        if event.is_message() || event.is_notice() {
            self.items.push(event.clone());
        }
    }

    /// Takes profiles that came beside events. The later one of each person counts.
    pub fn learn(&mut self, profiles: &[Profile]) {
        let mut known: BTreeMap<UserId, Profile> = BTreeMap::new();
        for profile in self.profiles.iter().chain(profiles) {
            if profile.is_news(known.get(&profile.user)) {
                known.insert(profile.user.clone(), profile.clone());
            }
        }
        let people = people_in(&self.items).into_iter();
        self.profiles = people.filter_map(|user| known.remove(user)).collect();
    }

    /// Changes the items that a later event concerns: the message itself, and the replies that
    /// quote it. It does not extend the page.
    pub fn change(&mut self, event: &Event) {
        let Some(changed) = event.kind.changed_message() else {
            return;
        };
        for item in &mut self.items {
            let seq = item.seq;
            let EventKind::Message(message) = &mut item.kind else {
                continue;
            };
            if seq == changed {
                message.change(event, &item.author);
            }
            let quote = message.quote.as_mut();
            if let Some(quote) = quote.filter(|quote| quote.message == changed) {
                quote.change(event);
            }
        }
    }
}

impl Message {
    /// Nothing changes a message that was deleted.
    fn change(&mut self, event: &Event, author: &UserId) {
        if self.deleted.is_some() {
            return;
        }
        match &event.kind {
            EventKind::Edited(edit) => {
                if let Some(body) = &edit.body {
                    self.body.clone_from(body);
                    self.mentions.clone_from(&edit.mentions);
                }
                self.edited_at = Some(event.at);
            }
            EventKind::Deleted(_) => {
                let removed_by = (event.author != *author).then(|| event.author());
                let at = event.at;
                *self = Self {
                    deleted: Some(Box::new(Deletion { at, removed_by })),
                    ..Self::new(self.client_id.clone(), String::new())
                };
            }
            EventKind::Pinned(_) => self.pinned = true,
            EventKind::Unpinned(_) => self.pinned = false,
            EventKind::Reacted(change) | EventKind::Unreacted(change) => self.set_reaction(change),
            _ => {}
        }
    }

    fn set_reaction(&mut self, change: &ReactionChange) {
        let mut reactions = self.reactions.take().unwrap_or_default();
        reactions.retain(|it| it.emoji != change.emoji);
        reactions.extend(change.reaction.clone());
        reactions.sort_by_key(|it| it.since);
        self.reactions = Some(reactions).filter(|it| !it.is_empty());
    }
}

impl Quote {
    fn change(&mut self, event: &Event) {
        match &event.kind {
            EventKind::Edited(Edit {
                body: Some(body), ..
            }) if !self.deleted => self.preview = text::preview(body),
            EventKind::Deleted(_) => {
                self.preview.clear();
                self.deleted = true;
            }
            _ => {}
        }
    }
}

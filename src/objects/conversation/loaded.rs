//! The conversation in memory, and what its object must know beside it.

use std::collections::{BTreeMap, VecDeque};

use super::delivery::DeliveryState;
use super::files::{Deletions, append_with_files};
use super::indexing::Indexing;
use super::last_said::LastSaid;
use super::roster::Roster;
use crate::chat::absence::Absence;
use crate::chat::attention::WakeLevel;
use crate::chat::conversation::{Conversation, Effect, Membership, Outcome};
use crate::chat::{ConversationId, Event, EventKind, Handle, Kind, Millis, Person, Seq, UserId};
use crate::objects::retry::Retry;
use crate::store::conversation::about::Correction;
use crate::store::conversation::people::{Delivered, PersonNumber, PersonRow};
use crate::store::conversation::{about, log, people, schema};
use crate::store::sql::{Sql, Stored};

/// See the module's documentation.
pub(super) struct LoadedConversation {
    pub conversation: Conversation,
    pub deliveries: BTreeMap<UserId, DeliveryState>,
    pub roster: Roster,
    /// The people behind the numbers in the log's rows.
    pub authors: log::Authors,
    /// The last message, from which inboxes show the beginning.
    pub last: Option<LastSaid>,
    pub last_message: Seq,
    /// The last notice. The directory must know it.
    pub last_change: Seq,
    /// Every member's inbox must learn of this entry.
    pub update_all: Seq,
    /// The last entry that the directory knows.
    pub listed: Seq,
    /// No call to the directory before this time.
    pub list_at: Millis,
    pub list_retry: Retry,
    /// No call is due before this time. A change that makes one due earlier lowers it.
    pub next_check_at: Millis,
    /// A new message makes no call to anyone but its author due before this time.
    pub next_nudge_at: Millis,
    /// The authors of the latest messages, oldest first.
    pub recent: VecDeque<(Seq, PersonNumber)>,
    /// The latest entries that mention somebody, oldest first.
    pub mentioning: VecDeque<Seq>,
    /// The last entry that mentions everyone and is in the database.
    pub everyone_stored: Seq,
    /// Inboxes that may have what a changed message said before.
    pub corrections: Vec<Correction>,
    /// The last event whose correction is in the database.
    pub corrections_stored: Seq,
    /// Files whose bytes are to be deleted.
    pub deletions: Deletions,
    pub indexing: Indexing,
}

impl LoadedConversation {
    /// A conversation that begins now.
    pub fn begin(conversation: Conversation) -> Self {
        let mut loaded = Self {
            conversation,
            deliveries: BTreeMap::new(),
            roster: Roster::default(),
            authors: BTreeMap::new(),
            last: None,
            last_message: Seq::START,
            last_change: Seq::START,
            update_all: Seq::START,
            listed: Seq::START,
            list_at: 0,
            list_retry: Retry::default(),
            next_check_at: 0,
            next_nudge_at: 0,
            recent: VecDeque::new(),
            mentioning: VecDeque::new(),
            everyone_stored: Seq::START,
            corrections: Vec::new(),
            corrections_stored: Seq::START,
            deletions: Deletions::default(),
            indexing: Indexing::default(),
        };
        let people = &loaded.conversation.people;
        let people: Vec<_> = people
            .iter()
            .map(|(user, one)| (user.clone(), one.handle.clone()))
            .collect();
        for (user, handle) in people {
            loaded.know(&user, &handle);
        }
        loaded
    }

    /// Reads the conversation from the database, if it has begun.
    pub fn load(sql: &dyn Sql, id: &ConversationId) -> Stored<Option<Self>> {
        if !schema::exists(sql)? {
            return Ok(None);
        }
        schema::migrate(sql)?;
        let Some(row) = about::get(sql)? else {
            return Ok(None);
        };
        let end = log::end(sql)?;
        let mut loaded = Self::begin(Conversation {
            id: id.clone(),
            title: row.title,
            topic: row.topic,
            visibility: row.visibility,
            epoch: row.epoch,
            head: end.head,
            last_at: end.at,
            posts: end.posts,
            everyone: row.everyone,
            pins: row.pins,
            people: BTreeMap::new(),
        });
        loaded.update_all = row.update_all;
        loaded.listed = row.listed;
        loaded.last_change = end.last_change;
        loaded.everyone_stored = loaded
            .conversation
            .everyone
            .last()
            .copied()
            .unwrap_or_default();
        let stored_at = row.corrections.iter().map(|it| it.at).max();
        loaded.corrections_stored = stored_at.unwrap_or_default();
        loaded.corrections = row.corrections;
        for row in people::all(sql)? {
            let person = Person {
                id: row.user.clone(),
                handle: row.membership.handle.clone(),
            };
            loaded.authors.insert(row.number, person);
            let mut delivery = DeliveryState::new(row.number, row.delivered, row.membership.read);
            delivery.stored_mention = row.membership.mentions.last().copied().unwrap_or_default();
            loaded.deliveries.insert(row.user.clone(), delivery);
            loaded.conversation.people.insert(row.user, row.membership);
        }
        loaded.indexing = Indexing::load(sql)?;
        loaded.recall_recent(sql)?;
        loaded.deletions = Deletions::load(sql)?;
        if let Some(last) = log::last_message(sql, &loaded.authors)? {
            loaded.note_last(&last);
        }
        Ok(Some(loaded))
    }

    /// Applies an outcome to memory. The caller stores it next.
    pub fn take_in(&mut self, outcome: &Outcome) {
        self.next_check_at = 0;
        self.roster.forget();
        for event in &outcome.store {
            self.conversation.apply(event);
            self.note_last(event);
            self.know(&event.author, &event.handle);
            if let Some(person) = event.subject() {
                self.know(&person.id, &person.handle);
            }
        }
        for profile in &outcome.profiles {
            self.conversation.note_profile(profile);
        }
        let head = self.conversation.head;
        for effect in &outcome.then {
            match effect {
                Effect::UpdateInbox(user) => {
                    if let Some(delivery) = self.deliveries.get_mut(user) {
                        delivery.delivered.owed = i64::try_from(head.0).unwrap_or(i64::MAX);
                        (delivery.next_at, delivery.retry) = (0, Retry::default());
                    }
                }
                Effect::UpdateAllInboxes => {
                    self.update_all = head;
                    self.deliveries.values_mut().for_each(|it| it.next_at = 0);
                }
                Effect::CloseSockets(_) | Effect::UpdateDirectory => {}
            }
        }
    }

    /// Stores a message and applies it to memory. Returns false when the sender has used its
    /// `client_id` before. Nothing is stored or applied then.
    pub fn append_message(&mut self, sql: &dyn Sql, event: &Event) -> Stored<bool> {
        let author = self.know(&event.author, &event.handle);
        self.store_recent_before(sql, event.seq)?;
        let (post, mentions) = (self.conversation.posts + 1, self.mentions_text(event)?);
        if !append_with_files(sql, event, author, post, mentions.as_deref())? {
            return Ok(false);
        }
        self.conversation.apply(event);
        self.note_last(event);
        self.note_mentioning(event);
        self.note_own_message(&event.author, event.seq);
        let own_check_at = self
            .deliveries
            .get(&event.author)
            .map_or(0, |it| it.own_check_at);
        let may_be_owed_at = self.next_nudge_at.min(own_check_at);
        self.next_check_at = self.next_check_at.min(may_be_owed_at);
        Ok(true)
    }

    /// Notes that the person's row was stored with their read cursor and mentions in memory.
    pub fn note_read_stored(&mut self, user: &UserId) {
        let one = self.conversation.people.get(user);
        if let (Some(delivery), Some(one)) = (self.deliveries.get_mut(user), one) {
            delivery.stored_read = one.read;
            let mentions = one.mentions.last();
            delivery.stored_mention = mentions.copied().unwrap_or_default();
        }
    }

    /// Notes the last message for the inboxes, or the last change for the directory.
    pub(super) fn note_last(&mut self, event: &Event) {
        match &event.kind {
            EventKind::Message(message) => {
                self.last = Some(LastSaid::new(event, message));
                self.last_message = event.seq;
            }
            EventKind::Edited(edit) => {
                if let (Some(last), Some(body)) = (self.last_at(edit.message), &edit.body) {
                    last.edit(body);
                }
            }
            EventKind::Deleted(target) => {
                if let Some(last) = self.last_at(target.message) {
                    last.delete();
                }
            }
            _ if event.is_notice() => self.last_change = event.seq,
            _ => {}
        }
    }

    fn last_at(&mut self, message: Seq) -> Option<&mut LastSaid> {
        self.last.as_mut().filter(|last| last.seq == message)
    }

    /// The person's number in the log's rows. A new person gets the next number.
    fn know(&mut self, user: &UserId, handle: &Handle) -> PersonNumber {
        if let Some(delivery) = self.deliveries.get(user) {
            return delivery.number;
        }
        let last = self.authors.keys().next_back();
        let number = PersonNumber(last.map_or(1, |last| last.0 + 1));
        let person = Person {
            id: user.clone(),
            handle: handle.clone(),
        };
        self.authors.insert(number, person);
        let delivered = Delivered {
            head: -1,
            read: Seq::START,
            owed: -1,
            nudges: 0,
            next_at: 0,
            absence: Absence::default(),
            wake: WakeLevel::Nothing,
        };
        let delivery = DeliveryState::new(number, delivered, Seq::START);
        self.deliveries.insert(user.clone(), delivery);
        number
    }

    /// The person's row as it must be stored.
    pub fn row(&self, user: &UserId) -> Option<PersonRow> {
        let membership: Membership = self.conversation.people.get(user)?.clone();
        let delivery = self.deliveries.get(user)?;
        Some(PersonRow {
            number: delivery.number,
            user: user.clone(),
            membership,
            delivered: delivery.delivered(),
        })
    }

    /// Everyone's row.
    pub fn rows(&self) -> impl Iterator<Item = PersonRow> {
        let people = self.conversation.people.keys();
        people.filter_map(|user| self.row(user))
    }

    pub fn is_direct(&self) -> bool {
        self.conversation.kind() == Kind::Direct
    }
}

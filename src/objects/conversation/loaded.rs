//! The conversation in memory, and what its object must know about each person.

use std::collections::{BTreeMap, VecDeque};

use super::delivery::DeliveryState;
use super::roster::Roster;
use crate::chat::absence::Absence;
use crate::chat::attention::WakeLevel;
use crate::chat::conversation::{Conversation, Effect, Membership, Outcome};
use crate::chat::frames::LastMessage;
use crate::chat::{
    ConversationId, Event, EventKind, Handle, Kind, Millis, Person, Seq, UserId, text,
};
use crate::objects::retry::Retry;
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
    /// The last entry that is not a message. The directory must know it.
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
}

/// The last message. Its preview is made when an inbox needs it, not for each message.
pub(super) struct LastSaid {
    seq: Seq,
    pub at: Millis,
    handle: Handle,
    body: String,
}

impl LastSaid {
    pub fn preview(&self) -> LastMessage {
        LastMessage {
            seq: self.seq,
            at: self.at,
            handle: self.handle.clone(),
            preview: text::preview(&self.body),
            deleted: false,
        }
    }
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
            people: BTreeMap::new(),
        });
        loaded.update_all = row.update_all;
        loaded.listed = row.listed;
        loaded.last_change = end.last_change;
        for row in people::all(sql)? {
            let person = Person {
                id: row.user.clone(),
                handle: row.membership.handle.clone(),
            };
            loaded.authors.insert(row.number, person);
            let delivery = DeliveryState::new(row.number, row.delivered, row.membership.read);
            loaded.deliveries.insert(row.user.clone(), delivery);
            loaded.conversation.people.insert(row.user, row.membership);
        }
        loaded.recall_own_reads(sql)?;
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
        self.store_reads_before(sql, event.seq)?;
        if !log::append(sql, event, author, self.conversation.posts + 1)? {
            return Ok(false);
        }
        self.conversation.apply(event);
        self.note_last(event);
        self.note_own_message(&event.author, event.seq);
        let author = self.deliveries.get(&event.author);
        let own_check_at = author.map_or(0, |author| author.own_check_at);
        let may_be_owed_at = self.next_nudge_at.min(own_check_at);
        self.next_check_at = self.next_check_at.min(may_be_owed_at);
        Ok(true)
    }

    /// Notes that the person's row was stored with their read cursor in memory.
    pub fn note_read_stored(&mut self, user: &UserId) {
        let read = self.conversation.people.get(user).map(|one| one.read);
        if let (Some(delivery), Some(read)) = (self.deliveries.get_mut(user), read) {
            delivery.stored_read = read;
        }
    }

    /// Notes the last message for the inboxes, or the last change for the directory.
    fn note_last(&mut self, event: &Event) {
        if let EventKind::Message(draft) = &event.kind {
            self.last = Some(LastSaid {
                seq: event.seq,
                at: event.at,
                handle: event.handle.clone(),
                body: draft.body.clone(),
            });
            self.last_message = event.seq;
        } else {
            self.last_change = event.seq;
        }
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

//! The conversation in memory, beside what only its object needs to know of each person.

use std::collections::BTreeMap;

use super::roster::Roster;
use crate::chat::absence::Absence;
use crate::chat::conversation::{Conversation, Membership};
use crate::chat::frames::LastMessage;
use crate::chat::{
    ConversationId, Event, EventKind, Handle, Kind, Millis, Person, Seq, UserId, text,
};
use crate::store::conversation::people::{Delivered, Number, PersonRow};
use crate::store::conversation::{about, log, people, schema};
use crate::store::sql::{Sql, Stored};

/// Entries looked back at for what people said themselves and have not been told of: that takes seconds, not more.
const OWN_RECENT: u64 = 64;

/// See the module's documentation.
pub struct LoadedConversation {
    pub conversation: Conversation,
    pub deliveries: BTreeMap<UserId, DeliveryState>,
    pub roster: Roster,
    /// Who the numbers in the log's rows are.
    pub names: log::Names,
    pub last: Option<LastMessage>,
    pub last_message: Seq,
    /// The last entry that is not a message: what the directory must know of.
    pub last_change: Seq,
    /// Everyone must be told at once of this entry.
    pub tell_all: Seq,
    /// The last entry the directory knows of.
    pub listed: Seq,
    /// No listing before this time.
    pub list_at: Millis,
    /// Listings in a row that failed.
    pub list_failures: u32,
    /// Nobody is owed a call before this time, unless something changes: then it is set to when that is due.
    pub next_check_at: Millis,
    /// A new message makes nobody's call due before this time: the earliest of those who are not looking.
    pub next_nudge_at: Millis,
}

/// What an object knows of a person beside their membership.
#[derive(Debug, Clone)]
pub struct DeliveryState {
    pub number: Number,
    pub delivered: Delivered,
    /// The read cursor in the database.
    pub stored_read: Seq,
    /// Nudges since the person last read.
    pub nudges: usize,
    /// No call before this time.
    pub next_at: Millis,
    /// No call before this time about nothing but what they said themself.
    pub own_at: Millis,
    /// A call is under way, and taken for lost after this time.
    pub calling_until: Millis,
    /// Calls in a row that failed.
    pub failures: u32,
}

impl DeliveryState {
    /// What of it is stored.
    pub fn delivered(&self) -> Delivered {
        let nudges = self.nudges as u64;
        Delivered {
            nudges,
            next_at: self.next_at,
            ..self.delivered
        }
    }

    fn new(number: Number, delivered: Delivered, stored_read: Seq) -> Self {
        Self {
            number,
            delivered,
            stored_read,
            nudges: usize::try_from(delivered.nudges).unwrap_or(usize::MAX),
            next_at: delivered.next_at,
            own_at: 0,
            calling_until: 0,
            failures: 0,
        }
    }
}

impl LoadedConversation {
    /// A conversation that begins.
    pub fn begin(conversation: Conversation) -> Self {
        Self {
            conversation,
            deliveries: BTreeMap::new(),
            roster: Roster::default(),
            names: BTreeMap::new(),
            last: None,
            last_message: Seq::START,
            last_change: Seq::START,
            tell_all: Seq::START,
            listed: Seq::START,
            list_at: 0,
            list_failures: 0,
            next_check_at: 0,
            next_nudge_at: 0,
        }
    }

    /// Reads it, if it was ever founded.
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
        (loaded.tell_all, loaded.listed, loaded.last_change) =
            (row.tell_all, row.listed, end.last_change);
        for row in people::all(sql)? {
            let person = Person {
                id: row.user.clone(),
                handle: row.membership.handle.clone(),
            };
            loaded.names.insert(row.number, person);
            loaded.deliveries.insert(
                row.user.clone(),
                DeliveryState::new(row.number, row.delivered, row.membership.read),
            );
            loaded.conversation.people.insert(row.user, row.membership);
        }
        for (author, read, posts) in log::latest_authors(sql, end.head, OWN_RECENT)? {
            // Who speaks has read what was said before; the row may not say so yet.
            if let Some(person) = loaded.names.get(&author) {
                loaded.conversation.read(&person.id, read, posts);
            }
        }
        if let Some((seq, _)) = log::last_message(sql, end.head, Millis::MAX >> 11)? {
            let last = log::after(sql, &loaded.names, Seq(seq.0 - 1), 1)?;
            for event in &last {
                loaded.note_last(event);
            }
        }
        Ok(Some(loaded))
    }

    /// Remembers a message for the inboxes, and a change for the directory.
    pub fn note_last(&mut self, event: &Event) {
        if let EventKind::Message { body, .. } = &event.kind {
            let (at, handle) = (event.at, event.handle.clone());
            self.last = Some(LastMessage {
                at,
                handle,
                preview: text::preview(body),
            });
            self.last_message = event.seq;
        } else {
            self.last_change = event.seq;
        }
    }

    /// The person's aside; somebody new gets the next number.
    pub fn delivery_state(&mut self, user: &UserId, handle: &Handle) -> &mut DeliveryState {
        let next = Number(self.names.keys().next_back().map_or(1, |last| last.0 + 1));
        self.deliveries.entry(user.clone()).or_insert_with(|| {
            self.names.insert(
                next,
                Person {
                    id: user.clone(),
                    handle: handle.clone(),
                },
            );
            DeliveryState::new(
                next,
                Delivered {
                    head: -1,
                    read: Seq::START,
                    owed: -1,
                    nudges: 0,
                    next_at: 0,
                    absence: Absence::default(),
                },
                Seq::START,
            )
        })
    }

    /// The person's row, with the read cursor that is to be stored.
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

    pub fn is_direct(&self) -> bool {
        self.conversation.kind() == Kind::Direct
    }
}

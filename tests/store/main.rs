//! The store's own statements on real SQLite: what is written comes back, in order, once, without a
//! scan.
//!
//! Not here: when the objects run them (see the simulation), and D1's own functions, which run on
//! real workerd.

mod ended;
mod faults;
mod files;
mod inbox;
mod log;
mod pages;
mod people;
mod plans;
mod search;
#[path = "../support/sqlite.rs"]
mod sqlite;
mod timeline;

use dormouse::chat::{
    ClientId, ConversationId, Creation, Event, EventKind, Handle, ID_LETTERS, Message, Millis,
    Names, Person, Role, RoleChange, Seq, Subject, UserId, Visibility,
};
use dormouse::store::conversation::log::Authors;
use dormouse::store::conversation::people::PersonNumber;
use dormouse::store::conversation::{log as log_store, schema};
use sqlite::Sqlite;

const NOON: Millis = 1_790_000_000_000;
const ANNA: PersonNumber = PersonNumber(1);
const BEN: PersonNumber = PersonNumber(2);

fn person(nth: u8, handle: &str) -> Person {
    let handle = Handle::parse(handle).expect("handles in tests are good ones");
    Person {
        id: UserId::from_random(&[nth; ID_LETTERS]),
        handle,
    }
}

fn anna() -> Person {
    person(1, "anna")
}

fn ben() -> Person {
    person(2, "ben")
}

fn owls() -> ConversationId {
    ConversationId::group(&[9; ID_LETTERS])
}

fn authors() -> Authors {
    [(ANNA, anna()), (BEN, ben())].into_iter().collect()
}

/// A database with a conversation's tables and no rows.
fn conversation() -> Sqlite {
    let sql = Sqlite::new();
    schema::migrate(&sql).expect("tables can be made");
    sql
}

/// A message from Anna.
fn message(seq: u64, client_id: &str) -> Event {
    let client_id = ClientId::parse(client_id).expect("client ids in tests are good ones");
    event(
        seq,
        &anna(),
        EventKind::Message(Message::new(client_id, format!("this is {seq}"))),
    )
}

fn event(seq: u64, author: &Person, what: EventKind) -> Event {
    let (author, handle) = (author.id.clone(), author.handle.clone());
    Event {
        seq: Seq(seq),
        at: NOON + seq,
        author,
        handle,
        kind: what,
    }
}

/// A log with this many entries, in which every third is no message.
fn filled(entries: u64) -> (Sqlite, Vec<Event>) {
    let sql = conversation();
    let (mut log, mut posts) = (Vec::new(), 0);
    for seq in 1..=entries {
        let (event, author) = if seq % 3 == 0 {
            (event(seq, &ben(), EventKind::Joined), BEN)
        } else {
            posts += 1;
            (message(seq, &format!("m{seq}")), ANNA)
        };
        log_store::append(&sql, &event, author, posts).expect("a new entry");
        log.push(event);
    }
    (sql, log)
}

/// One event of every kind, in order.
fn of_each_kind() -> Vec<EventKind> {
    let subject = Subject {
        user: ben().id,
        user_handle: ben().handle,
    };
    let change = RoleChange {
        user: ben().id,
        user_handle: ben().handle,
        role: Role::Owner,
    };
    let names = Names {
        title: "Night owls".to_owned(),
        topic: "“quotes” & 'quotes' \u{0} 🦉".to_owned(),
    };
    let creation = Creation {
        title: names.title.clone(),
        topic: names.topic.clone(),
        visibility: Visibility::Private,
    };
    let client_id = ClientId::parse("m1").expect("a good client id");
    let body = "'); DROP TABLE messages; --\n🦉".to_owned();
    vec![
        EventKind::Created(creation),
        EventKind::Joined,
        EventKind::Admitted(subject.clone()),
        EventKind::RoleChanged(change),
        EventKind::Renamed(names),
        EventKind::Message(Message::new(client_id, body)),
        EventKind::Removed(subject),
        EventKind::Left,
    ]
}

//! The rows of people, and the row that describes the conversation.

use dormouse::chat::absence::Absence;
use dormouse::chat::attention::WakeLevel;
use dormouse::chat::conversation::{Conversation, Membership};
use dormouse::chat::{DisplayName, Profile, Role, Seq};
use dormouse::store::conversation::people::{self, Delivered, PersonRow};
use dormouse::store::conversation::{about, schema};

use super::*;

fn row(number: PersonNumber, who: &Person, role: Option<Role>) -> PersonRow {
    let membership = Membership {
        handle: who.handle.clone(),
        profile: None,
        role,
        joined: Seq(3),
        read: Seq(5),
        read_posts: 4,
        mentions: vec![Seq(7), Seq(9)],
    };
    let told = Delivered {
        head: -1,
        read: Seq::START,
        owed: 3,
        nudges: 0,
        next_at: 0,
        absence: Absence::default(),
        wake: WakeLevel::Mentions,
    };
    PersonRow {
        number,
        user: who.id.clone(),
        membership,
        delivered: told,
    }
}

fn group() -> Conversation {
    Conversation {
        id: owls(),
        title: "Night owls".to_owned(),
        topic: String::new(),
        visibility: Visibility::Private,
        epoch: "first".to_owned(),
        head: Seq::START,
        last_at: 0,
        everyone: Vec::new(),
        pins: Vec::new(),
        posts: 0,
        people: std::collections::BTreeMap::new(),
    }
}

#[test]
fn a_person_comes_back_as_they_were_written() {
    let sql = conversation();
    let rows = [
        row(ANNA, &anna(), Some(Role::Owner)),
        row(BEN, &ben(), None),
    ];
    for row in &rows {
        people::put(&sql, row).expect("a row");
    }
    assert_eq!(people::all(&sql), Ok(rows.to_vec()));
}

#[test]
fn writing_a_person_again_replaces_all_but_their_handle() {
    let sql = conversation();
    people::put(&sql, &row(ANNA, &anna(), None)).expect("a row");
    let membership = Membership {
        handle: anna().handle,
        profile: Some(Profile {
            user: anna().id,
            handle: anna().handle,
            name: DisplayName::parse("Änne").ok(),
            at: 7,
        }),
        role: Some(Role::Admin),
        joined: Seq(8),
        read: Seq(9),
        read_posts: 7,
        mentions: vec![Seq(7), Seq(9)],
    };
    let told = Delivered {
        head: 9,
        read: Seq(8),
        owed: 9,
        nudges: 2,
        next_at: 7_000,
        absence: Absence::default().next().ended(1),
        wake: WakeLevel::Mentions,
    };
    let changed = PersonRow {
        number: ANNA,
        user: anna().id,
        membership,
        delivered: told,
    };
    people::put(&sql, &changed).expect("a row");
    assert_eq!(people::all(&sql), Ok(vec![changed]));
}

#[test]
fn one_person_has_one_number() {
    let sql = conversation();
    people::put(&sql, &row(ANNA, &anna(), None)).expect("a row");
    assert!(people::put(&sql, &row(BEN, &anna(), None)).is_err());
}

#[test]
fn the_conversation_row_comes_back_and_its_epoch_never_changes() {
    let sql = conversation();
    assert_eq!(about::get(&sql), Ok(None));
    about::put(&sql, &group()).expect("a row");
    let other = Conversation {
        title: "Larks".to_owned(),
        epoch: "second".to_owned(),
        ..group()
    };
    about::put(&sql, &other).expect("a row");
    people::update_all(&sql, Seq(4)).expect("a row");
    about::set_listed(&sql, Seq(2)).expect("a row");
    let row = about::get(&sql).expect("readable").expect("there");
    assert_eq!((row.title.as_str(), row.epoch.as_str()), ("Larks", "first"));
    assert_eq!((row.update_all, row.listed), (Seq(4), Seq(2)));
}

#[test]
fn asking_whether_a_conversation_exists_writes_nothing() {
    let sql = Sqlite::new();
    assert_eq!(schema::exists(&sql), Ok(false));
    assert_eq!(sql.take_writes(), Vec::<String>::new());
    schema::migrate(&sql).expect("tables can be made");
    assert_eq!(schema::exists(&sql), Ok(true));
}

#[test]
fn a_delivery_is_noted_and_never_moves_a_read_cursor_back() {
    let sql = conversation();
    people::put(&sql, &row(ANNA, &anna(), Some(Role::Owner))).expect("a row");
    let delivered = |delivered, delivered_read, read, posts| {
        let delivered = Delivered {
            head: delivered,
            read: Seq(delivered_read),
            owed: 0,
            nudges: 0,
            next_at: 0,
            absence: Absence::default().next(),
            wake: WakeLevel::Mentions,
        };
        people::set_delivered(&sql, ANNA, delivered, (Seq(read), posts), &[]).expect("a row");
        let rows = people::all(&sql).expect("readable");
        let it = rows.first().cloned().expect("anna");
        assert!(it.delivered.absence.is_away());
        (
            it.delivered.head,
            it.delivered.read.0,
            it.membership.read.0,
            it.membership.read_posts,
        )
    };
    assert_eq!(
        delivered(4, 4, 4, 3),
        (4, 4, 5, 4),
        "a later read cursor stays, with its count"
    );
    assert_eq!(delivered(9, 8, 8, 7), (9, 8, 8, 7));
    assert_eq!(delivered(6, 6, 6, 5), (9, 8, 8, 7), "a late answer");
}

#[test]
fn people_from_before_absences_are_present() {
    let sql = conversation();
    let mut away = row(ANNA, &anna(), None);
    away.delivered.absence = Absence::default().next();
    people::put(&sql, &away).expect("a row");
    for (table, column) in [
        ("messages", "thread_root"),
        ("messages", "mentions"),
        ("people", "mentions"),
        ("people", "profile"),
        ("about", "everyone"),
        ("about", "corrections"),
        ("about", "pins"),
    ] {
        sql.query(&format!("ALTER TABLE {table} DROP COLUMN {column}"));
    }
    sql.query("DROP TABLE search_index");
    sql.query("DROP TABLE marks");
    sql.query("DROP TABLE wordings");
    sql.query("DROP INDEX notices");
    sql.query("ALTER TABLE events DROP COLUMN notice");
    sql.query("ALTER TABLE messages DROP COLUMN original");
    sql.query("ALTER TABLE messages DROP COLUMN files");
    sql.query("DROP TABLE files");
    sql.query("DROP TABLE uploads");
    sql.query("ALTER TABLE people DROP COLUMN wake");
    sql.query("ALTER TABLE people DROP COLUMN away");
    sql.query("ALTER TABLE people DROP COLUMN away_next_at");
    sql.query("UPDATE schema SET steps = 1");
    schema::migrate(&sql).expect("the step that is missing");
    let mut present = row(ANNA, &anna(), None);
    present.delivered.wake = WakeLevel::Nothing;
    present.membership.mentions.clear();
    assert_eq!(people::all(&sql), Ok(vec![present]));
}

#[test]
fn an_absence_ends_when_earlier_code_delivers_a_later_summary() {
    let sql = conversation();
    let mut away = row(ANNA, &anna(), Some(Role::Member));
    away.delivered.absence = Absence::default().next();
    people::put(&sql, &away).expect("a row");
    let absence = || {
        people::all(&sql)
            .expect("readable")
            .first()
            .map(|row| row.delivered.absence)
    };
    assert_eq!(absence(), Some(Absence::default().next()));
    sql.query("UPDATE people SET next_at = 9");
    assert_eq!(absence(), Some(Absence::default().next().ended(1)));
    let told = Delivered {
        next_at: 10,
        ..away.delivered
    };
    people::set_delivered(&sql, ANNA, told, (Seq(9), 8), &[Seq(10)]).expect("a row");
    assert_eq!(absence(), Some(Absence::default().next()));
}

//! A person's inbox, and their mark in the list of people.

use dormouse::chat::absence::Absence;
use dormouse::chat::frames::LastMessage;
use dormouse::chat::{ConversationSummary, Kind, Role, Seq};
use dormouse::store::inbox::{self, InboxRow, Mark};

use super::*;

pub fn user_database() -> Sqlite {
    let sql = Sqlite::new();
    inbox::migrate(&sql).expect("tables can be made");
    sql
}

pub fn group(nth: u8) -> ConversationId {
    ConversationId::group(&[nth; ID_LETTERS])
}

pub fn summary(
    nth: u8,
    role: Option<Role>,
    head: u64,
    last_at: Option<u64>,
) -> ConversationSummary {
    let last = last_at.map(|at| LastMessage {
        seq: Seq(head),
        at,
        handle: ben().handle,
        name: None,
        preview: "tea?".to_owned(),
        deleted: false,
    });
    ConversationSummary {
        conversation: group(nth),
        kind: Kind::Group,
        title: format!("group {nth}"),
        handle: None,
        profile_at: 6,
        role,
        head: Seq(head),
        posts: 5,
        read: Seq(2),
        read_posts: 2,
        mentions: 1,
        at: last_at.unwrap_or(0),
        last,
    }
}

fn put(sql: &Sqlite, summary: &ConversationSummary, at: u64) {
    inbox::put(
        sql,
        &ConversationSummary {
            at: summary.last.as_ref().map_or(at, |last| last.at),
            ..summary.clone()
        },
        Absence::default(),
        0,
    )
    .expect("a row");
}

/// Takes the tables back to the schema of an earlier step.
pub fn as_of_step(sql: &Sqlite, step: u32) {
    sql.query("DROP TABLE budgets");
    sql.query("DROP INDEX inbox_by_ended_told");
    sql.query("DROP INDEX ended_by_at");
    sql.query("ALTER TABLE inbox DROP COLUMN ended_told");
    for column in ["mentions", "handle", "profile_at"] {
        sql.query(&format!("ALTER TABLE inbox DROP COLUMN {column}"));
    }
    sql.query("DROP TABLE profile");
    if step < 2 {
        sql.query("ALTER TABLE inbox DROP COLUMN away");
    }
    sql.query(&format!("UPDATE schema SET steps = {step}"));
}

#[test]
fn a_summary_comes_back_as_it_was_written_with_its_absence() {
    let sql = user_database();
    let (never, away) = (Absence::default(), Absence::default().next());
    for (summary, absence) in [
        (summary(1, Some(Role::Owner), 9, Some(NOON)), never),
        (summary(1, None, 10, None), away),
        (summary(2, Some(Role::Admin), 0, None), away.ended(1)),
    ] {
        inbox::put(&sql, &summary, absence, 0).expect("a row");
        let known = inbox::get(&sql, &summary.conversation);
        assert_eq!(known, Ok(Some(InboxRow { summary, absence })));
    }
    assert_eq!(inbox::get(&sql, &group(3)), Ok(None));
}

#[test]
fn updates_that_nobody_saw_are_missed_latest_first_until_the_object_asks() {
    let sql = user_database();
    let away = Absence::default().next();
    for (nth, at, absence) in [
        (1, NOON, away),
        (2, NOON + 2, away.next()),
        (3, NOON + 1, Absence::default()),
    ] {
        inbox::put(
            &sql,
            &summary(nth, Some(Role::Member), 9, Some(at)),
            absence,
            0,
        )
        .expect("a row");
    }
    assert_eq!(inbox::missed(&sql), Ok(vec![(group(2), 2), (group(1), 1)]));
    let left = summary(1, None, 10, None);
    inbox::put(&sql, &left, away, 0).expect("a row");
    let asked = summary(2, Some(Role::Member), 10, None);
    inbox::put(&sql, &asked, away.next().ended(2), 0).expect("a row");
    assert_eq!(
        inbox::missed(&sql),
        Ok(vec![(group(1), 1)]),
        "the conversation that the person left counts too"
    );
}

#[test]
fn rows_from_before_absences_count_as_seen() {
    let sql = user_database();
    let mut line = summary(1, Some(Role::Member), 9, Some(NOON));
    inbox::put(&sql, &line, Absence::default().next(), 0).expect("a row");
    line.mentions = 0;
    line.profile_at = 0;
    as_of_step(&sql, 1);
    inbox::migrate(&sql).expect("the step that is missing");
    assert_eq!(inbox::latest(&sql, 10), Ok(vec![line]));
    assert_eq!(inbox::missed(&sql), Ok(vec![]));
}

#[test]
fn the_inbox_shows_conversations_that_have_begun_latest_first() {
    let sql = user_database();
    put(
        &sql,
        &summary(1, Some(Role::Member), 9, Some(NOON + 5)),
        NOON + 90,
    );
    put(&sql, &summary(2, Some(Role::Member), 1, None), NOON + 7);
    put(&sql, &summary(3, Some(Role::Member), 0, None), NOON + 99);
    put(&sql, &summary(4, None, 9, None), NOON + 99);
    put(
        &sql,
        &summary(5, Some(Role::Member), 9, Some(NOON + 9)),
        NOON,
    );
    let shown = |limit| {
        let latest = inbox::latest(&sql, limit).expect("readable");
        latest
            .iter()
            .map(|it| it.conversation.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        shown(10),
        [group(5), group(2), group(1)],
        "in the order of `at`"
    );
    assert_eq!(shown(1), [group(5)]);
}

#[test]
fn an_entry_counts_unread_messages_and_a_former_member_has_no_entry() {
    let entry = |it: ConversationSummary| {
        ConversationSummary::inbox_entry(&it).map(|entry| (entry.unread, entry.role))
    };
    assert_eq!(
        entry(summary(1, Some(Role::Admin), 9, None)),
        Some((3, Role::Admin))
    );
    assert_eq!(entry(summary(1, None, 9, None)), None);
    assert_eq!(entry(summary(1, Some(Role::Admin), 0, None)), None);
    let behind = ConversationSummary {
        posts: 1,
        read_posts: 4,
        ..summary(1, Some(Role::Admin), 9, None)
    };
    assert_eq!(
        entry(behind),
        Some((0, Role::Admin)),
        "an unread count is never negative"
    );
}

#[test]
fn a_presence_mark_is_offline_at_first_and_then_as_written() {
    let sql = user_database();
    let offline = Mark {
        online: Some(false),
        seen_at: 0,
    };
    assert_eq!(inbox::mark(&sql), Ok(offline));
    for (online, seen_at) in [
        (Some(true), NOON),
        (None, NOON + 1),
        (Some(false), NOON + 1),
    ] {
        let mark = Mark { online, seen_at };
        inbox::put_mark(&sql, mark).expect("a row");
        assert_eq!(inbox::mark(&sql), Ok(mark));
    }
}

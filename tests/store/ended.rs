//! Ended sessions, and which conversations know of which.

use dormouse::chat::absence::Absence;
use dormouse::chat::{Millis, Role, SessionId};
use dormouse::store::{ended, inbox};

use super::inbox::{as_of_step, group, summary, user_database};
use super::*;

const DAY: Millis = 86_400_000;

fn session(nth: u8) -> SessionId {
    SessionId::from_random(&[nth; ID_LETTERS])
}

/// A person who is in this many groups since `since`, and who left one more.
fn in_groups(groups: u8, since: Millis) -> Sqlite {
    let sql = user_database();
    for nth in 1..=groups + 1 {
        let role = (nth <= groups).then_some(Role::Member);
        let row = summary(nth, role, 9, None);
        inbox::put(&sql, &row, Absence::default(), since).expect("a row");
    }
    sql
}

fn end(sql: &Sqlite, sessions: &[u8], now: Millis) {
    let sessions: Vec<_> = sessions.iter().map(|nth| session(*nth)).collect();
    ended::end(sql, &sessions, now, now - DAY).expect("noted");
}

/// The ended sessions that each conversation does not know yet.
fn untold(sql: &Sqlite) -> Vec<(ConversationId, Vec<SessionId>)> {
    let untold = ended::untold(sql, 100).expect("readable");
    let names = |(id, cursor): (ConversationId, Millis)| {
        let over = ended::after(sql, cursor, 100).expect("readable");
        (id, over.after(cursor).0)
    };
    untold.into_iter().map(names).collect()
}

#[test]
fn a_session_ends_in_one_row_and_each_conversation_is_pending_until_it_was_told() {
    let sql = in_groups(3, 0);
    sql.take_writes();
    for _ in 0..2 {
        end(&sql, &[1], NOON);
    }
    assert_eq!(sql.query("SELECT * FROM ended").len(), 1);
    let all = [1, 2, 3].map(|nth| (group(nth), vec![session(1)]));
    assert_eq!(untold(&sql), all);
    let up_to = ended::after(&sql, 0, 9).expect("readable").up_to;
    ended::told(&sql, &group(2), up_to).expect("noted");
    ended::told(&sql, &group(2), up_to).expect("noted again");
    assert_eq!(untold(&sql), [all[0].clone(), all[2].clone()]);
}

#[test]
fn a_conversation_is_told_of_sessions_that_ended_since_it_was_last_told() {
    let sql = in_groups(2, 0);
    end(&sql, &[1], NOON);
    ended::told(&sql, &group(1), NOON).expect("noted");
    end(&sql, &[2, 3], NOON);
    let later = vec![session(2), session(3)];
    let first = (group(2), vec![session(1), session(2), session(3)]);
    assert_eq!(untold(&sql), [first, (group(1), later)]);
}

#[test]
fn cursors_grow_even_if_the_clock_goes_back() {
    let sql = in_groups(1, 0);
    end(&sql, &[1], NOON);
    ended::told(&sql, &group(1), NOON).expect("noted");
    end(&sql, &[2], NOON - 5_000);
    assert_eq!(untold(&sql), [(group(1), vec![session(2)])]);
    let over = ended::after(&sql, 0, 9).expect("readable");
    assert_eq!(over.sessions, [(NOON, session(1)), (NOON + 1, session(2))]);
}

#[test]
fn more_sessions_than_fit_into_one_call_take_several() {
    let sql = in_groups(1, 0);
    end(&sql, &[1, 2, 3], NOON);
    let first = ended::after(&sql, 0, 2).expect("readable");
    assert_eq!(first.after(0), (vec![session(1), session(2)], None));
    ended::told(&sql, &group(1), first.up_to).expect("noted");
    assert_eq!(untold(&sql), [(group(1), vec![session(3)])]);
}

#[test]
fn a_conversation_joined_later_is_told_of_sessions_that_ended_within_a_day() {
    let sql = user_database();
    end(&sql, &[1], NOON);
    end(&sql, &[2], NOON + DAY);
    let row = summary(1, Some(Role::Member), 9, None);
    inbox::put(&sql, &row, Absence::default(), NOON + 1).expect("a row");
    assert_eq!(untold(&sql), [(group(1), vec![session(2)])]);
    end(&sql, &[3], NOON + DAY + 1);
    assert_eq!(
        sql.query("SELECT * FROM ended").len(),
        2,
        "the first session is deleted"
    );
}

#[test]
fn a_conversation_that_the_person_left_is_told_nothing_until_they_are_back() {
    let sql = in_groups(1, 0);
    ended::set_cursor(&sql, &group(1), None).expect("noted");
    end(&sql, &[1], NOON);
    assert_eq!(untold(&sql), []);
    ended::told(&sql, &group(1), NOON).expect("a late answer");
    ended::set_cursor(&sql, &group(1), Some(NOON - DAY)).expect("noted");
    assert_eq!(untold(&sql), [(group(1), vec![session(1)])]);
}

#[test]
fn all_sessions_end_in_one_row_each_time() {
    let sql = in_groups(2, 0);
    for at in [NOON, NOON + 60_000] {
        ended::end_all(&sql, at, at - DAY).expect("noted");
        assert_eq!(sql.query("SELECT * FROM ended").len(), 1);
        assert_eq!(
            ended::untold(&sql, 9).expect("readable").len(),
            2,
            "every conversation is pending again"
        );
        let over = ended::after(&sql, 0, 9).expect("readable");
        assert_eq!((over.after(0), over.up_to), ((vec![], Some(at)), at));
        assert_eq!(
            over.after(at),
            (vec![], None),
            "a conversation that knows is told nothing"
        );
        ended::told(&sql, &group(1), at).expect("noted");
        ended::told(&sql, &group(2), at).expect("noted");
    }
    let has_ended = |since| ended::has_ended(&sql, Some(&session(1)), since).expect("readable");
    assert!(
        has_ended(NOON) && !has_ended(NOON + 60_000),
        "a session that began later is good"
    );
}

#[test]
fn endings_that_earlier_code_left_pending_are_told_and_no_others() {
    let sql = in_groups(3, 0);
    as_of_step(&sql, 2);
    for (nth, at) in [(1, NOON), (2, NOON)] {
        let row = format!("VALUES ('{}', {at})", session(nth).as_str());
        sql.query(&format!("INSERT INTO ended (session, at) {row}"));
    }
    // The third ending has been pending for so long that its row in `ended` is deleted.
    for nth in [2, 3] {
        let row = format!("VALUES ('{}', '{}')", group(2), session(nth).as_str());
        sql.query(&format!("INSERT INTO ending (conversation, session) {row}"));
    }
    inbox::migrate(&sql).expect("the step that is missing");
    let told = vec![session(3), session(1), session(2)];
    assert_eq!(untold(&sql), [(group(2), told)]);
    inbox::migrate(&sql).expect("nothing");
    end(&sql, &[4], NOON + 1);
    assert_eq!(
        untold(&sql).len(),
        3,
        "later endings reach all conversations"
    );
}

#[test]
fn endings_that_earlier_code_writes_during_a_deploy_are_told() {
    let sql = in_groups(1, 0);
    end(&sql, &[1], NOON);
    ended::told(&sql, &group(1), NOON).expect("noted");
    sql.query(&format!(
        "INSERT INTO ended (session, at) VALUES ('{}', {})",
        session(2).as_str(),
        NOON + 9
    ));
    assert_eq!(untold(&sql), [(group(1), vec![session(2)])]);
    let columns = "conversation, kind, title, role, head, posts, read, read_posts, last_at, last";
    let copy = format!(
        "SELECT {columns}, away FROM inbox WHERE conversation = '{}'",
        group(1)
    );
    sql.query(&format!(
        "INSERT OR REPLACE INTO inbox ({columns}, away) {copy}"
    ));
    assert_eq!(
        untold(&sql),
        [(group(1), vec![session(1), session(2)])],
        "the conversation is told everything again"
    );
}

#[test]
fn an_ended_session_is_kept_until_every_conversation_knows_it() {
    let sql = in_groups(2, 0);
    end(&sql, &[1], NOON);
    ended::told(&sql, &group(1), NOON).expect("noted");
    end(&sql, &[2], NOON + 9 * DAY);
    let both = vec![session(1), session(2)];
    assert_eq!(
        untold(&sql),
        [(group(2), both), (group(1), vec![session(2)])]
    );
    for nth in [1, 2] {
        ended::told(&sql, &group(nth), NOON + 9 * DAY).expect("noted");
    }
    end(&sql, &[3], NOON + 20 * DAY);
    assert_eq!(sql.query("SELECT * FROM ended").len(), 1);
}
